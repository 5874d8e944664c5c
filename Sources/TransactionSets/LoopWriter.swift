// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

/// Writes segments, knowing in which loop it is and which hierarchical levels are open.
struct LoopWriter: Sendable {
  var loop = ""
  private var writer: SegmentWriter
  private var levels = 0
  private var billing: (provider: Provider, level: Int)?

  init(lineBreaks: Bool) { writer = SegmentWriter(lineEnd: lineBreaks ? [0x0A] : []) }

  /// Segments since the ST, itself included.
  var count: Int { writer.count }

  mutating func take() -> [UInt8] { writer.take() }

  mutating func startSet() {
    writer.startCounting()
    levels = 0
    billing = nil
    loop = "ST"
  }

  mutating func write(_ id: String, _ elements: [Element]) throws(TransactionSetError) {
    for (index, element) in elements.enumerated() {
      guard let longest = ElementLength.longest(id, index + 1), element.length > longest else {
        continue
      }
      throw TransactionSetError(.tooLong, loop: loop, segment: id, element: index + 1)
    }
    do throws(X12Error) { try writer.write(id, elements) } catch {
      throw TransactionSetError(error, loop: loop)
    }
  }

  mutating func header(_ header: InterchangeHeader) throws(TransactionSetError) {
    do throws(X12Error) { try writer.writeInterchangeHeader(header) } catch {
      throw TransactionSetError(error, loop: loop)
    }
  }

  mutating func group(
    _ header: InterchangeHeader, number: Int, version: String
  ) throws(TransactionSetError) {
    do throws(X12Error) {
      try writer.writeGroupHeader(
        header, functionalIdentifier: "HC", groupNumber: number, version: version)
    } catch {
      throw TransactionSetError(error, loop: loop)
    }
  }

  mutating func trailer(groups: Int, controlNumber: Int) throws(TransactionSetError) {
    do throws(X12Error) {
      try writer.writeInterchangeTrailer(groups: groups, controlNumber: controlNumber)
    } catch {
      throw TransactionSetError(error, loop: "IEA")
    }
  }

  /// Writes a claim with the levels above it; the billing provider's only where it changes.
  mutating func write(_ claim: Claim) throws(TransactionSetError) {
    let parent: Int
    if let billing, billing.provider == claim.billingProvider {
      parent = billing.level
    } else {
      parent = try level("2000A", parent: nil, code: "20", hasChild: true)
      try writeBillingProvider(claim.billingProvider)
      billing = (claim.billingProvider, parent)
    }
    let isSubscriber = claim.coverage.relationship == .`self`
    let subscriber = try level("2000B", parent: parent, code: "22", hasChild: !isSubscriber)
    try writeSubscriber(claim)
    if !isSubscriber {
      _ = try level("2000C", parent: subscriber, code: "23", hasChild: false)
      try writeDependent(claim)
    }
    try writeClaimLoop(claim)
  }

  private mutating func level(
    _ loop: String, parent: Int?, code: String, hasChild: Bool
  ) throws(TransactionSetError) -> Int {
    self.loop = loop
    levels += 1
    try write(
      "HL",
      [
        .text(String(levels)), Element(parent.map(String.init)), .text(code),
        hasChild ? "1" : "0",
      ])
    return levels
  }

  /// The value, or an error that names where it should stand.
  func required<Value>(
    _ value: Value?, _ segment: String, _ element: Int
  ) throws(TransactionSetError) -> Value {
    guard let value else {
      throw TransactionSetError(.missing, loop: loop, segment: segment, element: element)
    }
    return value
  }
}

extension Element {
  /// How many characters it takes, delimiters between components included.
  fileprivate var length: Int {
    switch self {
    case .empty: 0
    case .text(let text): text.utf8.count
    case .binary(let bytes): bytes.count
    case .composite(let parts), .repeated(let parts):
      parts.reduce(max(0, parts.count - 1)) { $0 + $1.utf8.count }
    case .repeatedComposite(let repetitions):
      repetitions.reduce(max(0, repetitions.count - 1)) {
        $0 + Element.composite($1).length
      }
    }
  }

  /// A text in upper case, as names, addresses and descriptions are written.
  static func upper(_ text: String?) -> Element { Element(text?.uppercased()) }
}
