#ifndef DIAGNOSTIC_PAGES_H
#define DIAGNOSTIC_PAGES_H

#include <stddef.h>

/// The pages of all diagnostic codes, one after the other; each begins with its title, `# P101: …`.
const unsigned char *diagnostic_pages(void);

/// How many bytes they have.
size_t diagnostic_pages_size(void);

#endif
