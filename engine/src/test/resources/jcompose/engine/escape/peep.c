// Watches /proc for processes that are not yet what they will be, and tries to get at them and at
// the memory that they still share with the engine. Prints what succeeded, at last the processes
// that it saw.
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int read_name(const char *pid, char *name) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%s/comm", pid);
  int fd = open(path, O_RDONLY);
  if (fd < 0) return 0;
  int length = read(fd, name, 31);
  close(fd);
  name[length > 0 ? length : 0] = 0;
  return length > 0;
}

// A success counts when the process was the engine's before and after.
static void report(const char *pid, const char *what, int success) {
  char name[32];
  if (success && read_name(pid, name) && !strncmp(name, "launch", 6))
    printf("got %s of %s", what, name);
}

static void try_open(const char *pid, const char *file, int flags) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%s/%s", pid, file);
  int fd = open(path, flags);
  report(pid, file, fd >= 0);
  if (fd >= 0) close(fd);
}

int main(int argc, char **argv) {
  time_t end = time(0) + atoi(argv[1]);
  int seen = 0;
  while (time(0) < end && access("/stop", F_OK)) {
    DIR *proc = opendir("/proc");
    struct dirent *entry;
    while ((entry = readdir(proc))) {
      char name[32];
      const char *pid = entry->d_name;
      if (*pid < '1' || *pid > '9' || !read_name(pid, name) || strncmp(name, "launch", 6)) continue;
      seen++;
      try_open(pid, "mem", O_RDWR);
      try_open(pid, "exe", O_RDONLY);
      try_open(pid, "maps", O_RDONLY);
      try_open(pid, "root/", O_RDONLY | O_DIRECTORY);
      try_open(pid, "cwd/", O_RDONLY | O_DIRECTORY);
      try_open(pid, "fd/0", O_PATH);
      try_open(pid, "fd/3", O_PATH);
      try_open(pid, "environ", O_RDONLY);
      fflush(stdout);
      pid_t tracer = fork(); // which lets go again by ending
      if (!tracer) {
        report(pid, "ptrace", !ptrace(PTRACE_SEIZE, atoi(pid), 0, 0));
        fflush(stdout);
        _exit(0);
      }
      waitpid(tracer, 0, 0);
    }
    closedir(proc);
  }
  printf("saw %s\n", seen ? "some" : "none");
  return 0;
}
