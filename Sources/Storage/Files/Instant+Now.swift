// SPDX-License-Identifier: Apache-2.0

import Glibc
public import Values

extension Instant {
  /// The moment that the machine's clock shows.
  public static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }
}
