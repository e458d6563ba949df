// What the child executes: says so and exits with 7.
        .text
        .global _start
_start: mov     x0, #1
        adr     x1, text
        mov     x2, #(text_end - text)
        mov     x8, #64
        svc     #0
        mov     x0, #7
        mov     x8, #94
        svc     #0
text:   .ascii "program: executed\n"
text_end:
