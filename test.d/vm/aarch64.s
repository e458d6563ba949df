// The first process of an aarch64 guest: runs the machine code that the engine would load there.
// It places the bytes as MachineCode.load does (a written page made executable, no cache
// maintenance), makes system calls through `call`, then clones twice through `spawn`.
        .equ    CODE_SPAWN, 32
        .equ    OPERATION, 88

        .macro  system number
        mov     x8, #\number
        svc     #0
        .endm

        .macro  say text, length
        mov     x0, #1
        ldr     x1, =\text
        ldr     x2, =\length
        system  64
        .endm

        // one step of the check: what is in x0 must be in \expected, else the step's number is told
        .macro  check step, expected
        mov     x28, #\step
        ldr     x1, =\expected
        cmp     x0, x1
        b.ne    failed
        .endm

        .macro  operation number, a=0, b=0, c=0, d=0, copy=0, tolerate=0, skip=0
        .quad   \number, \a, \b, \c, \d, 0, 0, \copy, 0x5555, \tolerate, \skip
        .endm

        .text
        .global _start
_start:
        mov     x0, #0                  // mmap(0, 4096, READ|WRITE, PRIVATE|ANONYMOUS, -1, 0)
        mov     x1, #4096
        mov     x2, #3
        mov     x3, #0x22
        mov     x4, #-1
        mov     x5, #0
        system  222
        mov     x19, x0
        ldr     x1, =code
        ldr     x2, =code_end
        mov     x3, x19
copy:   ldrb    w4, [x1], #1
        strb    w4, [x3], #1
        cmp     x1, x2
        b.ne    copy
        mov     x0, x19                 // mprotect(page, 4096, READ|EXEC)
        mov     x1, #4096
        mov     x2, #5
        system  226
        check   1, 0

        mov     x0, #172                // call: getpid, which is 1 here
        ldr     x1, =nothing
        blr     x19
        check   2, 1
        mov     x0, #64                 // call: write, with three arguments
        ldr     x1, =write_arguments
        blr     x19
        check   3, hello_call_length
        mov     x0, #49                 // call: chdir fails with -ENOENT
        ldr     x1, =chdir_arguments
        blr     x19
        check   4, -2

        ldr     x0, =clone_arguments
        mov     x1, #88
        ldr     x2, =program
        add     x9, x19, #CODE_SPAWN
        blr     x9
        bl      reap
        check   5, 0x700                // exit code 7 of the program that was executed
        ldr     x2, =program
        ldr     x0, [x2, #(0 * OPERATION + 64)]
        check   6, -2                   // tolerated since it is the errno that was named
        ldr     x2, =program
        ldr     x0, [x2, #(1 * OPERATION + 64)]
        check   7, -2                   // tolerated since any is
        ldr     x2, =program
        ldr     x0, [x2, #(4 * OPERATION + 64)]
        check   8, 0x5555               // skipped

        ldr     x0, =clone_arguments
        mov     x1, #88
        ldr     x2, =failing
        add     x9, x19, #CODE_SPAWN
        blr     x9
        bl      reap
        check   9, 0x7f00               // a failure that is not tolerated ends in 127 ...
        ldr     x2, =failing
        ldr     x0, [x2, #64]
        check   10, -2                  // ... and leaves its errno
        say     passed, passed_length
        b       off

failed: mov     x0, x28
        mov     x2, #10
        udiv    x3, x0, x2
        msub    x4, x3, x2, x0
        ldr     x1, =failed_step
        add     w3, w3, #'0'
        strb    w3, [x1]
        add     w4, w4, #'0'
        strb    w4, [x1, #1]
        say     failed_text, failed_length
off:    ldr     x0, =0xfee1dead         // reboot(..., POWER_OFF)
        ldr     x1, =672274793
        ldr     x2, =0x4321fedc
        system  142

// waits for the child whose pid is in x0, returns its wait status
reap:   ldr     x1, =status
        mov     x2, #0
        mov     x3, #0
        system  260
        ldr     x1, =status
        ldr     w0, [x1]
        ret

        .data
        .balign 8
code:   .incbin "aarch64.bin"
code_end:
        .balign 8
nothing: .quad 0, 0, 0, 0, 0, 0
write_arguments: .quad 1, hello_call, hello_call_length, 0, 0, 0
chdir_arguments: .quad missing, 0, 0, 0, 0, 0
// flags: CLONE_VM | CLONE_VFORK | CLONE_CLEAR_SIGHAND; the exit signal is SIGCHLD
clone_arguments: .quad 0x100004100, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0
program:
        operation 56, -100, missing, tolerate=-2
        operation 49, missing, tolerate=1
        operation 64, 1, hello_child, hello_child_length
        operation 172, skip=OPERATION
        operation 64, 1, wrong, wrong_length
        operation 23, 1, copy=(program + 6 * OPERATION + 8)
        operation 64, -1, hello_copied, hello_copied_length
        operation 221, executable, argv, environment
failing:
        operation 56, -100, missing
        operation 64, 1, wrong, wrong_length
argv:   .quad executable, 0
environment: .quad 0
status: .quad 0
missing: .asciz "/missing"
executable: .asciz "/program"
hello_call: .ascii "call: written\n"
        .equ    hello_call_length, . - hello_call
hello_child: .ascii "child: written\n"
        .equ    hello_child_length, . - hello_child
hello_copied: .ascii "child: written to a copied descriptor\n"
        .equ    hello_copied_length, . - hello_copied
wrong:  .ascii "child: went on where it must not\n"
        .equ    wrong_length, . - wrong
passed: .ascii "aarch64: passed\n"
        .equ    passed_length, . - passed
failed_text: .ascii "aarch64: failed at step "
failed_step: .ascii "00\n"
        .equ    failed_length, . - failed_text
