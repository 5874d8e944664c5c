// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import Web

@Suite struct RateLimitTests {
  @Test("After a burst each visitor may go on at the steady rate, and no visitor stops another")
  func steady() {
    let limit = RateLimit(most: 4, perSecond: 2)
    let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    #expect(
      (0..<6).map { _ in limit.allows("a", at: start) } == [true, true, true, true, false, false])
    #expect(limit.allows("b", at: start))
    #expect(!limit.allows("a", at: start + .milliseconds(499)))
    #expect(limit.allows("a", at: start + .milliseconds(1_001)))
    let later = start + .hours(1)
    #expect((0..<5).map { _ in limit.allows("a", at: later) } == [true, true, true, true, false])
  }
}
