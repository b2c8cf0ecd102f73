/* Measures whole processes: `planc refs --summary` and `rg -F -f NAMES` on one tree, in turns.
 *
 *     search PLANC PLAN NAMES TREE
 *
 * Shows the medians of the wall times, and their ratio. Exits 1 when it is over 3. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 11 };
static const double ratio_max = 3;

/* Milliseconds; 0 for "nothing found" and 1 for "found" mean the opposite in the two programs. */
static double run(char *const command[], long *peak) {
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  pid_t pid = fork();
  if (pid < 0) exit(3);
  if (pid == 0) {
    int null = open("/dev/null", O_WRONLY);
    if (null < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0) _exit(3);
    execvp(command[0], command);
    _exit(127);
  }
  int status;
  struct rusage usage;
  if (wait4(pid, &status, 0, &usage) < 0) exit(3);
  clock_gettime(CLOCK_MONOTONIC, &end);
  if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
    fprintf(stderr, "bench: %s failed with status %d\n", command[0], status);
    exit(3);
  }
  *peak = usage.ru_maxrss;
  return (end.tv_sec - start.tv_sec) * 1e3 + (end.tv_nsec - start.tv_nsec) / 1e6;
}

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  if (argc != 5) return 64;
  char *const planc[] = {argv[1], "refs", "--summary", "--plan", argv[2], argv[4], NULL};
  char *const rg[] = {"rg", "-F", "-f", argv[3], argv[4], NULL};
  double times[2][ROUNDS];
  long peak = 0, other = 0;
  /* Once each, so that the tree is in memory. */
  run(planc, &peak);
  run(rg, &other);
  for (int round = 0; round < ROUNDS; round++) {
    times[0][round] = run(planc, &peak);
    times[1][round] = run(rg, &other);
  }
  for (int tool = 0; tool < 2; tool++) qsort(times[tool], ROUNDS, sizeof(double), compare);
  double ratio = times[0][ROUNDS / 2] / times[1][ROUNDS / 2];
  printf("refs %.1f ms (%.1f MiB), rg -F -f names %.1f ms: %.2f times as long; limit %.0f: %s\n",
         times[0][ROUNDS / 2], peak / 1024.0, times[1][ROUNDS / 2], ratio, ratio_max,
         ratio <= ratio_max ? "met" : "MISSED");
  return ratio > ratio_max;
}
