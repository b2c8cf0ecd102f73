/* Measures whole processes: `planc compile`, `events` and `cp -r`, on made plans of three sizes.
 *
 *     bench PLANC EVENTS FOLDER
 *
 * The three take turns, so that a busy moment of the machine strikes all of them; medians are shown,
 * and ratios of medians of one run. Exits 1 when a target is missed:
 * compile <= 10 x events + 1.5 x cp, and ten times the tables <= 12 times the time. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS_MAX = 15, TOOLS = 3, SIZES = 3 };
enum { COMPILE, EVENTS, COPY };

static const int sizes[SIZES] = {1000, 10000, 100000};
static const int rounds[SIZES] = {15, 11, 5};

static void die(const char *what) {
  perror(what);
  exit(3);
}

/* Wall time in milliseconds and peak memory in KiB of one process; it must exit with 0. */
static double run(char *const command[], const char *folder, long *peak) {
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  pid_t pid = fork();
  if (pid < 0) die("fork");
  if (pid == 0) {
    int null = open("/dev/null", O_WRONLY);
    if (null < 0 || dup2(null, 1) < 0 || chdir(folder) != 0) _exit(3);
    execvp(command[0], command);
    _exit(127);
  }
  int status;
  struct rusage usage;
  if (wait4(pid, &status, 0, &usage) < 0) die("wait4");
  clock_gettime(CLOCK_MONOTONIC, &end);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    fprintf(stderr, "bench: %s failed with status %d\n", command[0], status);
    exit(1);
  }
  *peak = usage.ru_maxrss;
  return (end.tv_sec - start.tv_sec) * 1e3 + (end.tv_nsec - start.tv_nsec) / 1e6;
}

static void discard(const char *path) {
  long ignored;
  char *const command[] = {"rm", "-rf", (char *)path, NULL};
  run(command, "/", &ignored);
}

/* A plan with groups of 25 tables, two targets, and names of an ordinary length. */
static void write_plan(const char *path, int tables) {
  FILE *file = fopen(path, "w");
  if (!file) die(path);
  int first = tables * 2 / 3;
  fprintf(file, "plan: bench\ntitle: A made plan\nversion: \"1\"\nschemas:\n");
  fprintf(file, "  core:\n    table_count: {before: %d, after: 77}\n", tables + 77);
  fprintf(file, "  orchestration:\n    table_count: {before: 0, after: %d}\n", first);
  fprintf(file, "    create:\n      collation: utf8mb4_unicode_ci\n");
  fprintf(file, "  ephemeral:\n    table_count: {before: 0, after: %d}\n", tables - first);
  fprintf(file, "    create:\n      collation: utf8mb4_unicode_ci\nassignments:\n");
  for (int i = 0; i < tables; i++) {
    if (i == 0 || i == first)
      fprintf(file, "  - from: core\n    to: %s\n    tables:\n",
              i == 0 ? "orchestration" : "ephemeral");
    if (i == first || i % 25 == 0) fprintf(file, "      Group %d:\n", i / 25 + (i >= first));
    fprintf(file, "        - lupo_bench_table_%06d\n", i);
  }
  if (fclose(file) != 0) die(path);
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *values, int count) {
  qsort(values, count, sizeof *values, by_value);
  return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

/* Lengths are checked once, in main. */
static char *joined(const char *folder, const char *name) {
  char *path = malloc(PATH_MAX + 64);
  if (!path) die("malloc");
  sprintf(path, "%s/%s", folder, name);
  return path;
}

int main(int argc, char **argv) {
  if (argc != 4 || strlen(argv[3]) > PATH_MAX - 64) {
    fprintf(stderr, "usage: bench PLANC EVENTS FOLDER\n");
    return 64;
  }
  char *folder = argv[3];
  char *plans = joined(folder, "plans"), *plan = joined(plans, "bench.yaml");
  char *generated = joined(folder, "generated"), *copy = joined(folder, "copy");
  if (mkdir(plans, 0777) != 0 && errno != EEXIST) die(plans);
  char *const commands[TOOLS][5] = {
      {argv[1], "compile", NULL}, {argv[2], plan, NULL}, {"cp", "-r", generated, copy, NULL}};
  double medians[SIZES][TOOLS];
  long peaks[SIZES][TOOLS] = {{0}};
  for (int s = 0; s < SIZES; s++) {
    double times[TOOLS][ROUNDS_MAX];
    write_plan(plan, sizes[s]);
    /* Round -1 warms the caches and is not counted. */
    for (int round = -1; round < rounds[s]; round++) {
      discard(generated);
      discard(copy);
      for (int tool = 0; tool < TOOLS; tool++) {
        long peak;
        double time = run(commands[tool], folder, &peak);
        if (round < 0) continue;
        times[tool][round] = time;
        if (peak > peaks[s][tool]) peaks[s][tool] = peak;
      }
    }
    for (int tool = 0; tool < TOOLS; tool++) medians[s][tool] = median(times[tool], rounds[s]);
  }
  discard(generated);
  discard(copy);

  int missed = 0;
  printf("%8s %12s %12s %10s %10s %18s %14s\n", "tables", "compile ms", "compile MiB", "events ms",
         "cp -r ms", "of the limit", "times before");
  for (int s = 0; s < SIZES; s++) {
    double share = medians[s][COMPILE] / (10 * medians[s][EVENTS] + 1.5 * medians[s][COPY]);
    double growth = s ? medians[s][COMPILE] / medians[s - 1][COMPILE] : 0;
    missed |= share > 1 || growth > 12;
    printf("%8d %12.1f %12.1f %10.1f %10.1f %17.0f%%", sizes[s], medians[s][COMPILE],
           peaks[s][COMPILE] / 1024.0, medians[s][EVENTS], medians[s][COPY], share * 100);
    if (s) printf(" %14.1f", growth);
    printf("\n");
  }
  for (int s = 0; s < SIZES; s++) {
    double limit = 10 * medians[s][EVENTS] + 1.5 * medians[s][COPY];
    printf("%d tables: %.1f ms of at most %.1f ms, 10 x events + 1.5 x cp: %.0f%% of the limit, %s\n",
           sizes[s], medians[s][COMPILE], limit, medians[s][COMPILE] / limit * 100,
           medians[s][COMPILE] > limit ? "MISSED" : "kept");
    if (s == 0) continue;
    double growth = medians[s][COMPILE] / medians[s - 1][COMPILE];
    printf("%d tables: %.1f times the time of a tenth of them, of at most 12: %s\n", sizes[s],
           growth, growth > 12 ? "MISSED" : "kept");
  }
  return missed;
}
