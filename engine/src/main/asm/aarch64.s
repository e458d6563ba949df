// The two routines that the engine calls as machine code, for aarch64: see x86_64.s.
        .text

call:
        mov     x8, x0
        mov     x9, x1
        ldp     x0, x1, [x9]
        ldp     x2, x3, [x9, #16]
        ldp     x4, x5, [x9, #32]
        svc     #0
        ret
        .balign 16, 0

spawn:
        mov     x9, x2
        mov     x8, #435
        svc     #0
        cbz     x0, next
        ret
next:
        ldr     x8, [x9]
        ldp     x0, x1, [x9, #8]
        ldp     x2, x3, [x9, #24]
        ldp     x4, x5, [x9, #40]
        svc     #0
        str     x0, [x9, #64]
        tbz     x0, #63, succeeded
        ldr     x10, [x9, #72]
        cmp     x10, #1
        b.eq    advance
        cmp     x0, x10
        b.eq    advance
        mov     x0, #127
        mov     x8, #94
        svc     #0
succeeded:
        ldr     x10, [x9, #56]
        cbz     x10, skip
        str     x0, [x10]
skip:
        ldr     x10, [x9, #80]
        add     x9, x9, x10
advance:
        add     x9, x9, #88
        b       next
