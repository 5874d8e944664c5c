// SPDX-License-Identifier: Apache-2.0

public import Claims
import Values
public import X12

/// Writes claims as 837 transaction sets of one interchange, claim by claim.
///
/// However many claims there are, only the one in hand is held in memory: each call gives the bytes to
/// be written next. Professional and institutional claims may be mixed; each run of one kind becomes a
/// functional group, so who has many sorts them first. A claim that cannot be written leaves no trace.
/// Names, addresses and descriptions are written in upper case; identifiers as they stand.
///
///     var writer = ClaimWriter(settings)
///     var file = try writer.begin()
///     file += try writer.append(claim)
///     file += try writer.finish()
///
/// Source: ASC X12N 005010X222A1 (837P) and 005010X223A2 (837I).
public struct ClaimWriter: Sendable {
  /// Who sends, who receives, and the numbers of the interchange.
  public struct Settings: Hashable, Sendable {
    /// The interchange's header.
    public var header: InterchangeHeader
    /// The name of who submits, loop 1000A.
    public var submitterName: String
    /// The person or desk to be called about the file.
    public var contactName: String
    /// Their telephone number, digits only.
    public var contactTelephone: String
    /// The name of who receives, loop 1000B.
    public var receiverName: String
    /// After how many claims a new transaction set begins; the guides advise 5000.
    public var claimsPerTransactionSet = 5000
    /// Whether each segment stands on a line of its own.
    public var lineBreaks = true

    /// Makes settings.
    public init(
      header: InterchangeHeader, submitterName: String, contactName: String,
      contactTelephone: String, receiverName: String
    ) {
      self.header = header
      self.submitterName = submitterName
      self.contactName = contactName
      self.contactTelephone = contactTelephone
      self.receiverName = receiverName
    }
  }

  private let settings: Settings
  private var segments: LoopWriter
  private var groups = 0
  private var sets = 0
  private var setsBefore = 0
  private var claims = 0
  private var kind: ClaimKind?

  /// Makes a writer.
  public init(_ settings: Settings) {
    self.settings = settings
    segments = LoopWriter(lineBreaks: settings.lineBreaks)
  }

  /// Begins the interchange.
  ///
  /// - Throws: ``TransactionSetError`` where an identifier in the settings cannot be written.
  public mutating func begin() throws(TransactionSetError) -> [UInt8] {
    segments.loop = "ISA"
    try segments.header(settings.header)
    return segments.take()
  }

  /// Adds a claim.
  ///
  /// - Throws: ``TransactionSetError`` where a value cannot be written or is missing; the writer is
  ///   then as it was before, and goes on with the next claim.
  public mutating func append(_ claim: Claim) throws(TransactionSetError) -> [UInt8] {
    var draft = self
    try draft.open(claim.kind)
    try draft.segments.write(claim)
    draft.claims += 1
    self = draft
    return segments.take()
  }

  /// Ends the interchange.
  ///
  /// - Throws: ``TransactionSetError``, which a well-made writer never does here.
  public mutating func finish() throws(TransactionSetError) -> [UInt8] {
    try closeGroup()
    try segments.trailer(groups: groups, controlNumber: settings.header.controlNumber)
    return segments.take()
  }

  private mutating func open(_ kind: ClaimKind) throws(TransactionSetError) {
    if kind != self.kind {
      try closeGroup()
      groups += 1
      setsBefore = sets
      self.kind = kind
      segments.loop = "GS"
      try segments.group(settings.header, number: groups, version: kind.version)
      try openSet(kind)
    } else if claims == settings.claimsPerTransactionSet {
      try closeSet()
      try openSet(kind)
    }
  }

  private mutating func openSet(_ kind: ClaimKind) throws(TransactionSetError) {
    sets += 1
    claims = 0
    segments.startSet()
    try segments.write("ST", ["837", .text(setNumber), .text(kind.version)])
    let header = settings.header
    try segments.write(
      "BHT",
      [
        "0019", "00", .text("\(header.controlNumber)-\(sets)"), .text(header.date.compact),
        .text(header.time), "CH",
      ])
    try writeSubmitterAndReceiver()
  }

  private mutating func writeSubmitterAndReceiver() throws(TransactionSetError) {
    segments.loop = "1000A"
    try segments.write(
      "NM1",
      [
        "41", "2", .upper(settings.submitterName), .empty, .empty, .empty, .empty, "46",
        .text(settings.header.sender.id),
      ])
    try segments.write(
      "PER", ["IC", .upper(settings.contactName), "TE", .text(settings.contactTelephone)])
    segments.loop = "1000B"
    try segments.write(
      "NM1",
      [
        "40", "2", .upper(settings.receiverName), .empty, .empty, .empty, .empty, "46",
        .text(settings.header.receiver.id),
      ])
  }

  private mutating func closeSet() throws(TransactionSetError) {
    segments.loop = "SE"
    try segments.write("SE", [.text(String(segments.count + 1)), .text(setNumber)])
  }

  private mutating func closeGroup() throws(TransactionSetError) {
    guard kind != nil else { return }
    try closeSet()
    try segments.write("GE", [.text(String(sets - setsBefore)), .text(String(groups))])
    kind = nil
  }

  private var setNumber: String {
    let digits = String(sets)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}

extension ClaimKind {
  /// The implementation guide that a claim of this kind follows.
  public var version: String { self == .professional ? "005010X222A1" : "005010X223A2" }
}
