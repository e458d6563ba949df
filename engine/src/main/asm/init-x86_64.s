# The first process of a container with "init", for x86-64: a whole program, ELF header included.
# InitProgram.java holds its bytes; MachineCodeTest assembles this file and compares.
#
# It is executed with every signal blocked, and after the container's own program was started: the
# process that it stands for is patched into `child`. It passes signals on to that process, reaps
# whatever ends, and ends as that process ended: 128 and the signal's number after a signal.
        .intel_syntax noprefix
        .text
        .set    base, 0x400000
header:
        .byte   0x7f, 'E', 'L', 'F', 2, 1, 1, 0
        .quad   0
        .short  2, 62                           # an executable, for x86-64
        .long   1
        .quad   base + start - header
        .quad   segments - header
        .quad   0
        .long   0
        .short  64, 56, 2, 64, 0, 0
segments:
        .long   1, 5                            # loaded, readable and executable
        .quad   0, base, base
        .quad   end - header, end - header
        .quad   0x1000
        .long   0x6474e551, 6                   # a stack that is not executable
        .quad   0, 0, 0, 0, 0, 16
child:
        .long   0
        .long   0
all:
        .quad   -1
name:
        .asciz  "jcompose-init"
        .balign 8
start:
        sub     rsp, 16                         # the status of wait4
        mov     edi, 15                         # prctl(PR_SET_NAME, name)
        lea     rsi, [rip + name]
        mov     eax, 157
        syscall
        mov     ebx, [rip + child]
        jmp     reap                            # it may have ended already
wait:
        lea     rdi, [rip + all]                # rt_sigtimedwait(all, 0, 0, 8)
        xor     esi, esi
        xor     edx, edx
        mov     r10d, 8
        mov     eax, 128
        syscall
        test    eax, eax
        js      wait
        cmp     eax, 17                         # SIGCHLD
        je      reap
        mov     edi, ebx                        # kill(child, signal)
        mov     esi, eax
        mov     eax, 62
        syscall
        jmp     wait
reap:
        mov     edi, -1                         # wait4(-1, status, WNOHANG, 0)
        mov     rsi, rsp
        mov     edx, 1
        xor     r10d, r10d
        mov     eax, 61
        syscall
        test    eax, eax
        jle     wait
        cmp     eax, ebx
        jne     reap
        mov     eax, [rsp]
        mov     edi, eax
        and     edi, 0x7f
        jnz     signalled
        shr     eax, 8
        movzx   edi, al
        jmp     leave
signalled:
        add     edi, 128
leave:
        mov     eax, 231                        # exit_group
        syscall
end:
