#ifndef SQL_TEMPLATES_H
#define SQL_TEMPLATES_H

#include <stddef.h>

/// A section of the generated SQL files: the bytes of `NAME.sql` in this folder.
struct sql_template {
  const char *name;
  const unsigned char *bytes;
  size_t count;
};

/// The templates in the order of `templates.c`; a name of NULL behind the last.
struct sql_template sql_template_at(size_t index);

/// `releases.txt`; it has no name.
struct sql_template sql_template_releases(void);

#endif
