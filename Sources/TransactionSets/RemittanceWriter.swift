// SPDX-License-Identifier: Apache-2.0

public import Claims
public import X12

/// Writes remittances a claim at a time; the counterpart of ``RemittanceReader``.
///
///     var writer = RemittanceWriter(header)
///     var file = try writer.begin()
///     file += try writer.begin(remittance)
///     for claim in claims { file += try writer.append(claim, in: group) }
///     file += try writer.end(remittance)
///     file += try writer.finish()
///
/// Source: 005010X221A1.
public struct RemittanceWriter: Sendable {
  private var sets: TransactionSetWriter
  private var group: RemittanceGroup?

  /// Makes a writer.
  public init(_ header: InterchangeHeader, lineBreaks: Bool = true) {
    sets = TransactionSetWriter(header, lineBreaks: lineBreaks)
  }

  /// Begins the interchange.
  ///
  /// - Throws: ``TransactionSetError`` where an identifier in the header cannot be written.
  public mutating func begin() throws(TransactionSetError) -> [UInt8] { try sets.begin() }

  /// Begins a remittance: payment, payer and payee; its groups are not looked at.
  ///
  /// - Throws: ``TransactionSetError`` where a value cannot be written.
  public mutating func begin(_ remittance: Remittance) throws(TransactionSetError) -> [UInt8] {
    var head = remittance
    head.groups = []
    head.providerAdjustments = []
    let loop = head.loop
    try sets.open(loop.segments.first ?? Segment("ST", ["835"]))
    for segment in loop.segments.dropFirst() { try sets.write(segment) }
    try sets.write(loop.loops)
    group = nil
    return sets.take()
  }

  /// Adds a claim; the group's segments are written where the group is another than that of the claim before.
  ///
  /// - Throws: ``TransactionSetError`` where a value cannot be written; the writer is then as it was before.
  public mutating func append(
    _ claim: RemittanceClaim, in group: RemittanceGroup
  ) throws(TransactionSetError) -> [UInt8] {
    if self.group == group {
      try sets.write(claim, as: "2100")
      return sets.take()
    }
    var head = group
    head.claims = []
    var draft = sets
    try draft.write(head, as: "2000")
    try draft.write(claim, as: "2100")
    sets = draft
    self.group = group
    return sets.take()
  }

  /// Ends a remittance: its provider adjustments, and the count of its segments.
  ///
  /// - Throws: ``TransactionSetError`` where a value cannot be written.
  public mutating func end(_ remittance: Remittance) throws(TransactionSetError) -> [UInt8] {
    var tail = remittance
    tail.groups = []
    for segment in tail.loop.trailer { try sets.write(segment) }
    try sets.close()
    return sets.take()
  }

  /// Ends the interchange.
  ///
  /// - Throws: ``TransactionSetError``, which a well-made writer never does here.
  public mutating func finish() throws(TransactionSetError) -> [UInt8] { try sets.finish() }
}
