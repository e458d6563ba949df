// Types into every terminal that it can get hold of: TIOCSTI.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

int main(void) {
  int fds[] = {0, 1, 2, open("/dev/tty", O_RDWR), open("/dev/console", O_RDWR)};
  for (int i = 0; i < 5; i++)
    if (ioctl(fds[i], TIOCSTI, "x") == 0) printf("typed into %d\n", i);
  printf("done\n");
  return 0;
}
