/*
 * What user-mode Linux lacks on this host, preloaded.
 *
 * It runs on processors with a large extended state (AMX): its 6.1 kernel restores the floating point
 * registers of its processes from a buffer of fixed size, and the host's kernel refuses a buffer shorter
 * than the processor's state. The buffer is lengthened by what the process has in its registers now, which
 * user-mode Linux neither reads nor uses.
 *
 * It forgets a signal of its clock that comes while it still deals with the one before, as happens where it has
 * to wait for a processor (unblock_signals() in arch/um/os-Linux/signal.c: "Do not reenter the handler"). It
 * asks for one signal at a time, so from then on no time passes, and whatever waits for some waits for ever.
 * Here each signal comes again and again, until the next one is asked for.
 *
 * It leaves nothing behind when it is killed: what runs in it dies with it, and so do its own threads,
 * which to the host are processes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <time.h>

#define OLD_SETOPTIONS 21 /* asm/ptrace-abi.h */

#define AGAIN_NANOSECONDS 4000000

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
    if (request == PTRACE_SETOPTIONS || (int)request == OLD_SETOPTIONS) {
        return real(request, pid, address, (void *)((uintptr_t)data | PTRACE_O_EXITKILL));
    }
    long result = real(request, pid, address, data);
    /* Why it failed, errno does not say: a signal of the kernel's clock may have come in between. */
    if (result == 0 || request != PTRACE_SETREGSET || (long)address != NT_X86_XSTATE) {
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

static int (*settime)(timer_t, int, const struct itimerspec *, struct itimerspec *);

/* It is called in handlers of signals, where nothing can be looked up. */
__attribute__((constructor)) static void look_up(void)
{
    settime = dlsym(RTLD_NEXT, "timer_settime");
}

int timer_settime(timer_t timer, int flags, const struct itimerspec *wanted, struct itimerspec *before)
{
    struct itimerspec repeated = *wanted;

    if (repeated.it_interval.tv_sec == 0 && repeated.it_interval.tv_nsec == 0) {
        repeated.it_interval.tv_nsec = AGAIN_NANOSECONDS;
    }
    return settime(timer, flags, &repeated, before);
}

struct start {
    int (*run)(void *);
    void *argument;
};

static int mortal(void *at)
{
    struct start *start = at;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    return start->run(start->argument);
}

/* User-mode Linux gives none of the optional arguments. */
int clone(int (*run)(void *), void *stack, int flags, void *argument, ...)
{
    static int (*real)(int (*)(void *), void *, int, void *, ...);
    /* On the new stack, as the two may share their memory or not. */
    struct start *start = (struct start *)((uintptr_t)stack & ~(uintptr_t)15) - 1;

    if (!real) {
        real = dlsym(RTLD_NEXT, "clone");
    }
    *start = (struct start){run, argument};
    return real(mortal, start, flags, start);
}
