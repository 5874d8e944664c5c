// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Pricing
import Testing

@Suite struct PricingFormatTests {
  @Test("Every format has a name of its own")
  func names() {
    let names = (PublisherFormat.all + PublisherFormat.prices).map(\.name)
    #expect(Set(names).count == names.count)
  }
}
