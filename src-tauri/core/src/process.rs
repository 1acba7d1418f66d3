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

/// How much less of a busy processor work in the background gets, in steps of `nice`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way {
    /// About a third of what others get: saves wait for what it writes.
    Awaited = 5,
    /// About a tenth: hardly ever does anybody wait for it, and then the processor is not busy with anything else of theirs.
    Unawaited = 10,
}

/// This thread, and those that it starts from now on, get the processor after others; on Linux, where a thread can be asked
/// for. (macOS knows that only together with slower disks, which saves would wait for; Windows does not hand it on.)
pub(crate) fn give_way(#[cfg_attr(not(target_os = "linux"), allow(unused_variables))] way: Way) {
    #[cfg(target_os = "linux")]
    {
        // SAFETY: numbers in, numbers out. Of Linux, 0 is the thread that asks.
        #[allow(unsafe_code, reason = "the standard library has no such call")]
        let refused = unsafe {
            let now = libc::getpriority(libc::PRIO_PROCESS, 0);
            libc::setpriority(libc::PRIO_PROCESS, 0, now + way as i32) != 0
        };
        if refused {
            tracing::info!("work in the background is as urgent as all else");
        }
    }
}

/// Gives the system back what is no longer used. glibc keeps freed memory of every thread for itself, a third of all that a journal of
/// a hundred thousand entries takes once it was checked; with what it keeps go the texts that stood there.
pub(crate) fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: a number in, a number out; memory that is in use stays where it is.
    #[allow(unsafe_code, reason = "the standard library has no such call")]
    unsafe {
        libc::malloc_trim(0);
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

    #[cfg(target_env = "gnu")]
    #[test]
    fn what_a_thread_has_freed_is_given_back() {
        let held = || {
            let text = std::fs::read_to_string("/proc/self/status").unwrap();
            let line = text.lines().find(|line| line.starts_with("RssAnon")).unwrap();
            line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
        };
        // A small piece that stays behind each large one keeps all of them with the thread.
        let kept: Vec<Vec<u8>> = std::thread::spawn(|| {
            let (large, small): (Vec<_>, Vec<_>) = (0..2_000).map(|_| (vec![1_u8; 32 * 1024], vec![1_u8; 64])).unzip();
            drop(large);
            small
        })
        .join()
        .unwrap();
        let before = held();
        give_back();
        assert!(held() + 40 < before, "{before} MB before, {} after", held());
        drop(kept);
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
        for way in [Way::Awaited, Way::Unawaited] {
            let gives_way = std::thread::spawn(move || {
                give_way(way);
                (priority(), std::thread::spawn(priority).join().unwrap())
            });
            let after = (before + way as i32).min(19);
            assert_eq!(gives_way.join().unwrap(), (after, after));
            assert_eq!(priority(), before);
        }
    }
}
