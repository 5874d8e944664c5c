// SPDX-License-Identifier: Apache-2.0

import X12

/// Where in a transaction set the claim at hand and the levels above it stand, by numbers of segments.
struct ClaimMarks {
  /// The segment at hand; ST is 1.
  private(set) var index = 0
  /// The CLM of the claim at hand.
  private(set) var claim = 0
  private var provider = 0..<0
  private var subscriber = 0..<0
  private var dependent = 0..<0
  private var openLevel: Int?

  mutating func take(_ segment: SegmentView) {
    index += 1
    let isLevel = segment[0] == "HL"
    guard isLevel || segment[0] == "CLM" else { return }
    closeLevel()
    if isLevel {
      openLevel = index
      level = segment[3].text
      if level == "20" { (subscriber, dependent) = (0..<0, 0..<0) }
      if level == "22" { dependent = 0..<0 }
    } else {
      claim = index
    }
  }

  private var level = ""

  private mutating func closeLevel() {
    guard let start = openLevel else { return }
    openLevel = nil
    switch level {
    case "20": provider = start..<index
    case "22": subscriber = start..<index
    case "23": dependent = start..<index
    default: break
    }
  }

  /// The segments that speak of the claim at hand: those of its levels and its own.
  var places: [Range<Int>] {
    [provider, subscriber, dependent, claim..<index + 1].filter { !$0.isEmpty }
  }
}
