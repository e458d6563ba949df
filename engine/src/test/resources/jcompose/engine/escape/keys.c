// Shows its session keyring, and what it can search for there.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SESSION (-3)
#define USER_SESSION (-5)

int main(int argc, char **argv) {
  if (argc > 1)
    printf("add %d\n", syscall(SYS_add_key, "user", argv[1], "secret", 6, SESSION) < 0 ? errno : 0);
  long id = syscall(SYS_keyctl, 0, SESSION, 0);
  if (id < 0) printf("session %s\n", strerror(errno));
  else printf("session %lx\n", id & 0xffffffff);
  printf("found %s\n",
      syscall(SYS_keyctl, 10, SESSION, "user", "jcompose-test", 0) < 0 ? strerror(errno) : "it");
  return 0;
}
