//! What the operating system is asked for this process: that nothing of its memory is written to a file when it breaks
//! down, that no other program of the same person may look into it, and that work in the background gives way.

use zeroize::Zeroize as _;

/// Asks for it, on Linux. To be called first of all; child processes begin with the first half of it. Where the system
/// refuses, the program runs all the same.
pub fn keep_memory_private() {
    #[cfg(target_os = "linux")]
    {
        let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        // SAFETY: both calls read what they are handed and nothing else; `none` lives until they return.
        #[allow(unsafe_code, reason = "the standard library has neither call")]
        let refused = unsafe {
            libc::setrlimit(libc::RLIMIT_CORE, &raw const none) != 0
                || libc::prctl(libc::PR_SET_DUMPABLE, 0, 0, 0, 0) != 0
        };
        if refused {
            tracing::warn!("the system does not keep this program's memory to itself");
        }
    }
}

/// Asks the system to give this process no more than so many bytes of memory beyond what it has now (Linux). Who asks for more
/// than that is ended.
pub fn limit_memory(more: u64) {
    #[cfg(target_os = "linux")]
    {
        const PAGE: u64 = 4096;
        let sizes = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
        let pages = sizes.split(' ').next().and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0);
        let most = pages.saturating_mul(PAGE).saturating_add(more);
        let limit = libc::rlimit { rlim_cur: most, rlim_max: most };
        // SAFETY: the call reads what it is handed and nothing else; `limit` lives until it returns.
        #[allow(unsafe_code, reason = "the standard library has no such call")]
        let refused = unsafe { libc::setrlimit(libc::RLIMIT_AS, &raw const limit) != 0 };
        if refused {
            tracing::warn!("the system does not limit this program's memory");
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = more;
}

/// How much less of a busy processor work in the background gets: about a third of what others get, since saves wait for
/// what it writes.
#[cfg(target_os = "linux")]
const LESS: i32 = 5;

/// This thread, and those that it starts from now on, get the processor after others; on Linux, where a thread can be asked
/// for. (macOS knows that only together with slower disks, which saves would wait for; Windows does not hand it on.)
pub(crate) fn give_way() {
    #[cfg(target_os = "linux")]
    {
        // SAFETY: numbers in, numbers out. Of Linux, 0 is the thread that asks.
        #[allow(unsafe_code, reason = "the standard library has no such call")]
        let refused = unsafe {
            let now = libc::getpriority(libc::PRIO_PROCESS, 0);
            libc::setpriority(libc::PRIO_PROCESS, 0, now + LESS) != 0
        };
        if refused {
            tracing::info!("work in the background is as urgent as all else");
        }
    }
}

/// Bytes of the stack that are written over: deeper than any call that handles keys goes.
const DEEP: usize = 256 * 1024;

/// Writes over what calls that are over have left on this thread's stack: a key that was handed from one to the next was
/// copied there, and nobody wipes that.
#[inline(never)]
pub fn wipe_stack() {
    let mut room = [0_u8; DEEP];
    room.zeroize();
    std::hint::black_box(&mut room);
}

/// Whether [`keep_memory_private`] holds for this process.
#[must_use]
pub fn is_memory_private() -> bool {
    #[cfg(target_os = "linux")]
    {
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
        let core = limits.lines().find_map(|line| line.strip_prefix("Max core file size")).unwrap_or_default();
        // SAFETY: reads one number of the kernel's.
        #[allow(unsafe_code, reason = "the standard library has no such call")]
        let dumpable = unsafe { libc::prctl(libc::PR_GET_DUMPABLE, 0, 0, 0, 0) };
        dumpable == 0 && core.split_whitespace().take(2).eq(["0", "0"])
    }
    #[cfg(not(target_os = "linux"))]
    false
}

#[cfg(all(test, target_os = "linux"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn no_core_file_is_written_and_nobody_else_reads_the_memory() {
        keep_memory_private();
        assert!(is_memory_private());
    }

    fn priority() -> i32 {
        // SAFETY: as above.
        #[allow(unsafe_code, reason = "the standard library has no such call")]
        unsafe {
            libc::getpriority(libc::PRIO_PROCESS, 0)
        }
    }

    #[test]
    fn a_thread_that_gives_way_starts_others_that_do_and_leaves_the_rest_alone() {
        let before = priority();
        let (own, started) = std::thread::scope(|scope| {
            let gives_way = scope.spawn(|| {
                give_way();
                (priority(), std::thread::spawn(priority).join().unwrap())
            });
            gives_way.join().unwrap()
        });
        assert_eq!((own, started), ((before + LESS).min(19), (before + LESS).min(19)));
        assert_eq!(priority(), before);
    }
}
