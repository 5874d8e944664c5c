// SPDX-License-Identifier: Apache-2.0

import NIOConcurrencyHelpers
import NIOCore

/// How often each visitor may ask: a bucket that fills again at a steady rate.
///
/// Source: ASVS 5.0, V2.4 and V6.3.
final class RateLimit: Sendable {
  private struct Bucket {
    var left: Double
    var at: NIODeadline
  }

  private let buckets = NIOLockedValueBox<[String: Bucket]>([:])
  private let most: Double
  private let perSecond: Double

  /// Limits to a burst of `most`, and `perSecond` after it.
  init(most: Double, perSecond: Double) {
    (self.most, self.perSecond) = (most, perSecond)
  }

  /// Whether a visitor may ask now; it counts as asked.
  func allows(_ visitor: String, at now: NIODeadline = .now()) -> Bool {
    buckets.withLockedValue { buckets in
      var bucket = buckets[visitor] ?? Bucket(left: most, at: now)
      let seconds = Double((now - bucket.at).nanoseconds) / 1_000_000_000
      bucket.left = min(most, bucket.left + seconds * perSecond)
      bucket.at = now
      let isAllowed = bucket.left >= 1
      if isAllowed { bucket.left -= 1 }
      if buckets.count > 100_000 { buckets.removeAll() }
      buckets[visitor] = bucket
      return isAllowed
    }
  }
}
