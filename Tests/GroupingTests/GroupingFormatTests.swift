// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Testing

@Suite struct GroupingFormatTests {
  @Test("Every format has a name of its own")
  func names() {
    let names = (PublisherFormat.all + PublisherFormat.groupers).map(\.name)
    #expect(Set(names).count == names.count)
  }
}
