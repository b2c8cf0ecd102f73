/* Measures how the search for references grows with a file of one thing over and over.
 *
 *     growth PLANC PLAN FOLDER
 *
 * For every language and piece of text: the processor's time of `planc refs` on a file and on one of
 * eight times its length, of the user, least of three runs, less that of an empty file. Shows the
 * worst ratios. Exits 1 when one is over 16: what looks at the rest of a file again and again has 64. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LENGTH = 40000, TIMES = 8, RUNS = 3 };
static const double ratio_max = 16, noticed = 4; /* milliseconds that are told from noise */

static const char *const languages[] = {"php", "blade.php", "py", "js",  "rb", "java",
                                        "kt",  "cs",        "go",   "pl", "sh", "sql"};
static const char *const pieces[] = {
    "'", "\"", "`", "(", ")", "{", "}", "[", "/", "<<A\n", "<<<A\n", "\"#{", "\"${", "`${", "f'{",
    "$\"{", "q{", "s{", "%w(", "/*", "<?php ", "?>", "{{", "@if(", "a.", "'a'.", "'a'+", "$a=",
    "\"\\", "/[", "from ", "select ", "\"select a from ", "'with a as (", "(select ", "#", "--",
    "\"{$a[", "$a->", "new ", "for a in ", ":a", "def a\n", "function a(", "\n", "'{$", "'%(",
    "create procedure a.b() begin ", "create temporary table a ", "drop temporary table a,",
    "with a (a) as (", "delimiter a\n", "use a\n", "'use ", "'use a'.", "select_db('a',", "a/b;", "=/a",
};

/* Milliseconds of the user. */
static double run(const char *planc, const char *plan, const char *path) {
  pid_t pid = fork();
  if (pid < 0) exit(3);
  if (pid == 0) {
    int null = open("/dev/null", O_WRONLY);
    if (null < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0) _exit(3);
    execl(planc, planc, "refs", "--summary", "--plan", plan, path, (char *)NULL);
    _exit(127);
  }
  int status;
  struct rusage usage;
  if (wait4(pid, &status, 0, &usage) < 0) exit(3);
  if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
    fprintf(stderr, "bench: planc failed on %s with status %d\n", path, status);
    exit(3);
  }
  return usage.ru_utime.tv_sec * 1e3 + usage.ru_utime.tv_usec / 1e3;
}

/* The least of the runs on a file that holds a piece over and over. */
static double measure(const char *planc, const char *plan, const char *path, const char *piece,
                      size_t length) {
  FILE *file = fopen(path, "w");
  if (file == NULL) exit(3);
  for (size_t written = 0; written < length; written += strlen(piece)) fputs(piece, file);
  /* A file without a name of a table would be passed over unread. */
  fputs(" lupo_sessions", file);
  if (fclose(file) != 0) exit(3);
  double least = 1e9;
  for (int round = 0; round < RUNS; round++) {
    double time = run(planc, plan, path);
    if (time < least) least = time;
  }
  return least;
}

int main(int argc, char **argv) {
  if (argc != 4) return 64;
  int failed = 0, count = 0;
  double worst = 0;
  for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
    char path[4096];
    snprintf(path, sizeof path, "%s/code.%s", argv[3], languages[l]);
    double empty = measure(argv[1], argv[2], path, " ", 1);
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++, count++) {
      double one = measure(argv[1], argv[2], path, pieces[p], LENGTH) - empty;
      double more = measure(argv[1], argv[2], path, pieces[p], LENGTH * TIMES) - empty;
      double ratio = more / (one > noticed ? one : noticed);
      if (ratio > worst) worst = ratio;
      if (ratio <= ratio_max) continue;
      failed = 1;
      printf("refs, %s in .%s over and over: %d times the length, %.1f times the time\n", pieces[p],
             languages[l], TIMES, ratio);
    }
    unlink(path);
  }
  printf("refs, %d files of one thing over and over: %d times the length, at most %.1f times the time "
         "(at most %.0f)\n",
         count, TIMES, worst, ratio_max);
  return failed;
}
