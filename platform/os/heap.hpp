#pragma once

// How the process takes memory from the system.

namespace fieldbook::platform {

/// Makes all threads share one heap. With a heap a thread, glibc asks the system at each page that
/// a thread's heap grows by, and keeps what each of them has freed apart. For a program in which
/// one thread does most of the work. Call it first of all, before there are threads.
void share_one_heap();

}  // namespace fieldbook::platform
