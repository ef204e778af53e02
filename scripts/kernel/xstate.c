/*
 * Lets user-mode Linux run on processors with a large extended state (AMX). Its 6.1 kernel restores the
 * floating point registers of its processes from a buffer of fixed size, and the host's kernel refuses
 * a buffer shorter than the processor's state. Preloaded, this lengthens the buffer by what the process
 * has in its registers now, which user-mode Linux neither reads nor uses.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

static char whole[64 << 10] __attribute__((aligned(64)));

long ptrace(enum __ptrace_request request, ...)
{
    static long (*real)(enum __ptrace_request, ...);
    va_list arguments;

    va_start(arguments, request);
    int pid = va_arg(arguments, int);
    void *address = va_arg(arguments, void *);
    void *data = va_arg(arguments, void *);
    va_end(arguments);

    if (!real) {
        real = dlsym(RTLD_NEXT, "ptrace");
    }
    long result = real(request, pid, address, data);
    if (result == 0 || errno != EFAULT || request != PTRACE_SETREGSET || (long)address != NT_X86_XSTATE) {
        return result;
    }
    struct iovec *given = data;
    struct iovec longer = {whole, sizeof whole};
    if (real(PTRACE_GETREGSET, pid, address, &longer) != 0 || given->iov_len > longer.iov_len) {
        errno = EFAULT;
        return -1;
    }
    memcpy(whole, given->iov_base, given->iov_len);
    return real(PTRACE_SETREGSET, pid, address, &longer);
}
