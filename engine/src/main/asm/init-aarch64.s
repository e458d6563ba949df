// The first process of a container with "init", for aarch64: see init-x86_64.s.
        .text
        .set    base, 0x400000
header:
        .byte   0x7f, 'E', 'L', 'F', 2, 1, 1, 0
        .quad   0
        .short  2, 183                          // an executable, for aarch64
        .long   1
        .quad   base + start - header
        .quad   segments - header
        .quad   0
        .long   0
        .short  64, 56, 2, 64, 0, 0
segments:
        .long   1, 5                            // loaded, readable and executable
        .quad   0, base, base
        .quad   end - header, end - header
        .quad   0x10000
        .long   0x6474e551, 6                   // a stack that is not executable
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
        sub     sp, sp, 16                      // the status of wait4
        mov     x0, 15                          // prctl(PR_SET_NAME, name)
        adr     x1, name
        mov     x8, 167
        svc     0
        adr     x9, child
        ldr     w19, [x9]
        b       reap                            // it may have ended already
wait:
        adr     x0, all                         // rt_sigtimedwait(all, 0, 0, 8)
        mov     x1, 0
        mov     x2, 0
        mov     x3, 8
        mov     x8, 137
        svc     0
        tbnz    w0, 31, wait
        cmp     w0, 17                          // SIGCHLD
        b.eq    reap
        mov     w1, w0                          // kill(child, signal)
        mov     w0, w19
        mov     x8, 129
        svc     0
        b       wait
reap:
        mov     w0, -1                          // wait4(-1, status, WNOHANG, 0)
        mov     x1, sp
        mov     x2, 1
        mov     x3, 0
        mov     x8, 260
        svc     0
        cmp     w0, 0
        b.le    wait
        cmp     w0, w19
        b.ne    reap
        ldr     w9, [sp]
        ands    w0, w9, 0x7f
        b.ne    signalled
        ubfx    w0, w9, 8, 8
        b       leave
signalled:
        add     w0, w0, 128
leave:
        mov     x8, 94                          // exit_group
        svc     0
end:
