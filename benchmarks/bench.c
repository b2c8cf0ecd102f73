/* Measures whole processes: `planc compile`, `events` and `cp -r`, on made plans of three sizes.
 *
 *     bench PLANC EVENTS FOLDER
 *
 * The three take turns, so that a busy moment of the machine strikes all of them. Two measures are
 * shown: the median of the wall time, and the least processor time, which other programs lengthen
 * little. A target is missed, and the exit code 1, when one of the measures misses it:
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

enum { ROUNDS_MAX = 15, TOOLS = 3, SIZES = 3, MEASURES = 2 };
enum { COMPILE, EVENTS, COPY };
enum { WALL, PROCESSOR };

/* What one process took. */
struct cost {
  double ms[MEASURES];
  long peak_kib;
};

static const int sizes[SIZES] = {1000, 10000, 100000};
static const int rounds[SIZES] = {15, 11, 5};

static void die(const char *what) {
  perror(what);
  exit(3);
}

static double ms(struct timeval time) { return time.tv_sec * 1e3 + time.tv_usec / 1e3; }

/* Runs one process, which must exit with 0. */
static struct cost run(char *const command[], const char *folder) {
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
  return (struct cost){
      .ms[WALL] = (end.tv_sec - start.tv_sec) * 1e3 + (end.tv_nsec - start.tv_nsec) / 1e6,
      .ms[PROCESSOR] = ms(usage.ru_utime) + ms(usage.ru_stime),
      .peak_kib = usage.ru_maxrss};
}

static void discard(const char *path) {
  char *const command[] = {"rm", "-rf", (char *)path, NULL};
  run(command, "/");
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

/* The median of the wall times, the least of the processor times. */
static struct cost typical(const struct cost *costs, int count) {
  struct cost result = {.peak_kib = 0};
  for (int measure = 0; measure < MEASURES; measure++) {
    double values[ROUNDS_MAX];
    for (int i = 0; i < count; i++) values[i] = costs[i].ms[measure];
    qsort(values, count, sizeof *values, by_value);
    result.ms[measure] = values[measure == WALL ? count / 2 : 0];
  }
  for (int i = 0; i < count; i++)
    if (costs[i].peak_kib > result.peak_kib) result.peak_kib = costs[i].peak_kib;
  return result;
}

/* How much of the limit a compilation took, in one measure. */
static double share(const struct cost *tools, int measure) {
  return tools[COMPILE].ms[measure] /
         (10 * tools[EVENTS].ms[measure] + 1.5 * tools[COPY].ms[measure]);
}

/* Prints the verdict on one target in both measures; 1 when one of them misses it. */
static int judge(const char *what, const char *unit, const double *found, double limit) {
  int missed = found[WALL] > limit || found[PROCESSOR] > limit;
  printf("%s: %.1f%s of wall time, %.1f%s of processor time, at most %.0f%s: %s\n", what,
         found[WALL], unit, found[PROCESSOR], unit, limit, unit, missed ? "MISSED" : "kept");
  return missed;
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
  struct cost costs[SIZES][TOOLS];
  for (int s = 0; s < SIZES; s++) {
    struct cost measured[TOOLS][ROUNDS_MAX];
    write_plan(plan, sizes[s]);
    /* Round -1 warms the caches and is not counted. */
    for (int round = -1; round < rounds[s]; round++) {
      discard(generated);
      discard(copy);
      for (int tool = 0; tool < TOOLS; tool++) {
        struct cost cost = run(commands[tool], folder);
        if (round >= 0) measured[tool][round] = cost;
      }
    }
    for (int tool = 0; tool < TOOLS; tool++) costs[s][tool] = typical(measured[tool], rounds[s]);
  }
  discard(generated);
  discard(copy);

  printf("%8s %12s %12s %12s %12s %12s\n", "tables", "compile MiB", "measure", "compile ms", "events ms",
         "cp -r ms");
  for (int s = 0; s < SIZES; s++) {
    for (int measure = 0; measure < MEASURES; measure++) {
      printf("%8d %12.1f %12s", sizes[s], costs[s][COMPILE].peak_kib / 1024.0,
             measure == WALL ? "wall" : "processor");
      for (int tool = 0; tool < TOOLS; tool++) printf(" %12.1f", costs[s][tool].ms[measure]);
      printf("\n");
    }
  }
  int missed = 0;
  for (int s = 0; s < SIZES; s++) {
    char what[80];
    double shares[MEASURES], growth[MEASURES];
    for (int measure = 0; measure < MEASURES; measure++) {
      shares[measure] = 100 * share(costs[s], measure);
      if (s > 0)
        growth[measure] = costs[s][COMPILE].ms[measure] / costs[s - 1][COMPILE].ms[measure];
    }
    snprintf(what, sizeof what, "%d tables, of 10 x events + 1.5 x cp", sizes[s]);
    missed |= judge(what, "%", shares, 100);
    if (s == 0) continue;
    snprintf(what, sizeof what, "%d tables, times a tenth of them", sizes[s]);
    missed |= judge(what, "", growth, 12);
  }
  return missed;
}
