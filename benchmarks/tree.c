/* Writes a tree of source files, the same one each time: code in nine languages, a few files of which
 * name tables of plans/phase_a.yaml.
 *
 *   tree FOLDER MEGABYTES
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static uint64_t state = 1;

/* SplitMix64 */
static uint64_t next(void) {
  uint64_t value = state += 0x9E3779B97F4A7C15u;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
  return value ^ (value >> 31);
}

static unsigned below(unsigned limit) { return (unsigned)(next() % limit); }

static const char *const words[] = {
    "account", "update",  "from",    "table",   "order",   "select", "value",   "request", "response",
    "user",    "session", "page",    "into",    "join",    "index",  "config",  "prefix",  "handler",
    "count",   "result",  "message", "filter",  "context", "render", "options", "string",  "buffer",
    "parent",  "cache",   "token",   "display", "format",  "length", "element", "section", "version",
    "service", "widget",  "layout",  "default", "name",    "events", "logging", "sources", "lupo",
    "stream",  "channel", "object",  "show",    "using",   "module", "visitor", "history", "package",
};

static const char *const tables[] = {
    "sessions", "session_events", "audit_log", "system_config", "notifications", "api_tokens",
    "memory_events", "anubis_events", "analytics_visits", "document_chunks",
};

static const char *word(void) { return words[below(sizeof words / sizeof *words)]; }
static const char *table(void) { return tables[below(sizeof tables / sizeof *tables)]; }

struct language {
  const char *ending, *start, *comment, *variable, *end;
};

static const struct language languages[] = {
    {"php", "<?php\n\n", "//", "$", ";"}, {"php", "<?php\n\n", "//", "$", ";"},
    {"php", "<?php\n\n", "//", "$", ";"}, {"py", "", "#", "", ""},
    {"py", "", "#", "", ""},              {"js", "", "//", "", ";"},
    {"js", "", "//", "", ";"},            {"ts", "", "//", "", ";"},
    {"rb", "", "#", "", ""},              {"java", "", "//", "", ";"},
    {"go", "", "//", "", ""},             {"pl", "", "#", "$", ";"},
    {"sh", "#!/bin/sh\n", "#", "", ""},   {"css", "", "//", "", ";"},
    {"html", "", "//", "", ""},           {"md", "", "", "", ""},
};

static void write_line(FILE *file, const struct language *language) {
  switch (below(8)) {
    case 0:
      fprintf(file, "%s the %s of a %s is taken from the %s, and the %s\n", language->comment, word(),
              word(), word(), word());
      break;
    case 1:
      fprintf(file, "    if (%s%s > %u) {\n", language->variable, word(), below(1000));
      break;
    case 2:
      fprintf(file, "    }\n\n");
      break;
    case 3:
      fprintf(file, "    %s%s_%s = \"%s %s: %s\"%s\n", language->variable, word(), word(), word(), word(),
              word(), language->end);
      break;
    case 4:
      fprintf(file, "    return %s(%s%s, '%s.%s', %u)%s\n", word(), language->variable, word(), word(),
              word(), below(100), language->end);
      break;
    default:
      fprintf(file, "    %s%s = %s_%s(%s%s, %s%s)%s\n", language->variable, word(), word(), word(),
              language->variable, word(), language->variable, word(), language->end);
  }
}

static void write_query(FILE *file, const struct language *language) {
  const char *var = language->variable;
  switch (below(4)) {
    case 0:
      fprintf(file, "    %srows = query(\"SELECT * FROM lupo_%s WHERE id = 7\")%s\n", var, table(),
              language->end);
      break;
    case 1:
      fprintf(file, "    %srows = query('INSERT INTO lupo_%s (a, b) VALUES (1, 2)')%s\n", var, table(),
              language->end);
      break;
    case 2:
      fprintf(file, "    %srows = query(\"UPDATE {$prefix}%s SET a = 1\")%s\n", var, table(),
              language->end);
      break;
    default:
      fprintf(file, "    %srows = query(\"SELECT a FROM lupo_pages p JOIN lupo_%s s ON s.id = p.id\")%s\n",
              var, table(), language->end);
  }
}

static void must(int worked, const char *path) {
  if (worked) return;
  fprintf(stderr, "bench: %s: %s\n", path, strerror(errno));
  exit(3);
}

int main(int argc, char **argv) {
  if (argc != 3) return 64;
  long long rest = atoll(argv[2]) * 1000000;
  char path[4096];
  for (unsigned number = 0; rest > 0; number++) {
    const struct language *language = &languages[below(sizeof languages / sizeof *languages)];
    snprintf(path, sizeof path, "%s/%02u", argv[1], number % 40);
    must(mkdir(path, 0777) == 0 || errno == EEXIST, path);
    snprintf(path, sizeof path, "%s/%02u/%02u", argv[1], number % 40, number / 40 % 10);
    must(mkdir(path, 0777) == 0 || errno == EEXIST, path);
    snprintf(path, sizeof path, "%s/%02u/%02u/%s_%u.%s", argv[1], number % 40, number / 40 % 10, word(),
             number, language->ending);
    FILE *file = fopen(path, "w");
    must(file != NULL, path);
    fputs(language->start, file);
    /* Most files are small, a few are large; one in twelve asks the database. */
    unsigned lines = below(10) == 0 ? 500 + below(2500) : 30 + below(300);
    int asks = below(12) == 0;
    for (unsigned line = 0; line < lines; line++) {
      write_line(file, language);
      if (asks && below(40) == 0) write_query(file, language);
    }
    rest -= ftell(file);
    must(fclose(file) == 0, path);
  }
  return 0;
}
