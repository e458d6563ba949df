# The two routines that the engine calls as machine code, for x86-64.
# MachineCode.java holds their bytes; MachineCodeTest assembles this file and compares.
        .intel_syntax noprefix
        .text

# long call(long number, long arguments[6]): one system call; -errno where it fails.
call:
        mov     rax, rdi
        mov     r11, rsi
        mov     rdi, [r11]
        mov     rsi, [r11+8]
        mov     rdx, [r11+16]
        mov     r10, [r11+24]
        mov     r8, [r11+32]
        mov     r9, [r11+40]
        syscall
        ret
        .balign 16, 0xcc

# long spawn(struct clone_args *, long size, struct operation *program): clone3; the child walks
# the program and never comes back. No stack, no libc: the parent's memory may be shared.
# struct operation { number, argument[6], copy_to, result, tolerate, skip } of 8 bytes each.
spawn:
        mov     r8, rdx
        mov     eax, 435
        syscall
        test    rax, rax
        jz      child
        ret
child:
        mov     rbx, r8
next:
        mov     rax, [rbx]
        mov     rdi, [rbx+8]
        mov     rsi, [rbx+16]
        mov     rdx, [rbx+24]
        mov     r10, [rbx+32]
        mov     r8, [rbx+40]
        mov     r9, [rbx+48]
        syscall
        mov     [rbx+64], rax
        test    rax, rax
        jns     succeeded
        mov     rcx, [rbx+72]
        cmp     rcx, 1
        je      advance
        cmp     rax, rcx
        je      advance
        mov     edi, 127
        mov     eax, 231
        syscall
succeeded:
        mov     rcx, [rbx+56]
        test    rcx, rcx
        jz      skip
        mov     [rcx], rax
skip:
        add     rbx, [rbx+80]
advance:
        add     rbx, 88
        jmp     next
