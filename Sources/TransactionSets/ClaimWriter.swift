// SPDX-License-Identifier: Apache-2.0

public import Claims
import Values
public import X12

/// Writes claims as 837 transaction sets of one interchange, claim by claim.
///
/// However many claims there are, only the one in hand is held in memory: each call gives the bytes to
/// be written next. Claims of several kinds may be mixed; each run of one kind becomes a
/// functional group, so who has many sorts them first. A claim that cannot be written leaves no trace.
/// Names, addresses and descriptions are written in upper case, unless the claim was read, and identifiers
/// as they stand. A claim that was read is written with the very segments that it had, but for what was
/// changed since; see ``ClaimReader``.
///
///     var writer = ClaimWriter(settings)
///     var file = try writer.begin()
///     file += try writer.append(claim)
///     file += try writer.finish()
///
/// Source: ASC X12N 005010X222A1 (837P), 005010X223A2 (837I) and 005010X224A2 (837D).
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
    /// The identifier of who submits, where it is not the interchange's sender.
    public var submitterID: String?
    /// The identifier of who receives, where it is not the interchange's receiver.
    public var receiverID: String?
    /// After how many claims a new transaction set begins; the guides advise 5000.
    public var claimsPerTransactionSet = 5000
    /// Whether each segment stands on a line of its own.
    public var lineBreaks = true
    /// Whether claims of one subscriber or patient that follow each other share his level.
    public var sharesLevels = false
    /// The delimiters of the interchange.
    public var delimiters = Delimiters.usual

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
    segments = LoopWriter(
      delimiters: settings.delimiters, lineBreaks: settings.lineBreaks,
      sharesLevels: settings.sharesLevels)
  }

  /// Begins the interchange.
  ///
  /// - Throws: ``TransactionSetError`` where an identifier in the settings cannot be written.
  public mutating func begin() throws(TransactionSetError) -> [UInt8] {
    var envelope = self.envelope
    do throws(X12Error) { try envelope.writeInterchangeHeader(settings.header) } catch {
      throw TransactionSetError(error, loop: "ISA")
    }
    return envelope.take()
  }

  /// Adds a claim.
  ///
  /// - Throws: ``TransactionSetError`` where a value cannot be written or is missing; the writer is
  ///   then as it was before, and goes on with the next claim.
  public mutating func append(_ claim: Claim) throws(TransactionSetError) -> [UInt8] {
    var bytes: [UInt8] = []
    try append(claim, to: &bytes)
    return bytes
  }

  /// Adds a claim and puts its bytes behind others, which spares a buffer for each claim.
  ///
  /// - Throws: As ``append(_:)`` does; the bytes are then as they were.
  public mutating func append(
    _ claim: Claim, to bytes: inout [UInt8]
  ) throws(TransactionSetError) {
    try claim.checkRequired()
    let isOpen = claim.kind == kind && claims < settings.claimsPerTransactionSet
    let before = isOpen ? nil : self
    do throws(TransactionSetError) {
      if !isOpen { try open(claim.kind) }
      try segments.write(claim)
    } catch {
      if let before { self = before }
      throw error
    }
    claims += 1
    bytes.append(contentsOf: segments.encoder.bytes)
    segments.encoder.bytes.removeAll(keepingCapacity: true)
  }

  /// Ends the interchange.
  ///
  /// - Throws: ``TransactionSetError``, which a well-made writer never does here.
  public mutating func finish() throws(TransactionSetError) -> [UInt8] {
    try closeGroup()
    var envelope = self.envelope
    do throws(X12Error) {
      try envelope.writeInterchangeTrailer(
        groups: groups, controlNumber: settings.header.controlNumber)
    } catch {
      throw TransactionSetError(error, loop: "IEA")
    }
    defer { segments.encoder.bytes = [] }
    return segments.encoder.bytes + envelope.take()
  }

  private var envelope: SegmentWriter {
    SegmentWriter(
      delimiters: settings.delimiters, lineEnd: settings.lineBreaks ? [0x0A] : [])
  }

  private mutating func open(_ kind: ClaimKind) throws(TransactionSetError) {
    if kind != self.kind {
      try closeGroup()
      groups += 1
      setsBefore = sets
      self.kind = kind
      var envelope = self.envelope
      do throws(X12Error) {
        try envelope.writeGroupHeader(
          settings.header, functionalIdentifier: "HC", groupNumber: groups, version: kind.version)
      } catch {
        throw TransactionSetError(error, loop: "GS")
      }
      segments.encoder.bytes += envelope.take()
    } else {
      try closeSet()
    }
    try openSet(kind)
  }

  private mutating func openSet(_ kind: ClaimKind) throws(TransactionSetError) {
    sets += 1
    claims = 0
    segments.startSet()
    try write("ST", ["837", setNumber, kind.version])
    let header = settings.header
    try write(
      "BHT",
      [
        "0019", "00", "\(header.controlNumber)-\(sets)", header.date.compact, header.time, "CH",
      ])
    segments.encoder.loop = "1000A"
    let submitter = settings.submitterName.uppercased()
    let submitterID = settings.submitterID ?? header.sender.id
    try write("NM1", ["41", "2", submitter, "", "", "", "", "46", submitterID])
    let contact = settings.contactName.uppercased()
    try write("PER", ["IC", contact, "TE", settings.contactTelephone])
    segments.encoder.loop = "1000B"
    let receiver = settings.receiverName.uppercased()
    let receiverID = settings.receiverID ?? header.receiver.id
    try write("NM1", ["40", "2", receiver, "", "", "", "", "46", receiverID])
  }

  private mutating func write(
    _ id: StaticString, _ elements: [String]
  ) throws(TransactionSetError) {
    _ = segments.encoder.begin(id, if: true)
    for element in elements { segments.encoder.word(element) }
    segments.encoder.end()
    if let error = segments.encoder.errors.first?.error { throw error }
  }

  private mutating func closeSet() throws(TransactionSetError) {
    segments.encoder.loop = "SE"
    try write("SE", [String(segments.encoder.count + 1), setNumber])
  }

  private mutating func closeGroup() throws(TransactionSetError) {
    guard kind != nil else { return }
    try closeSet()
    try write("GE", [String(sets - setsBefore), String(groups)])
    kind = nil
  }

  private var setNumber: String {
    let digits = String(sets)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}

extension ClaimKind {
  /// The implementation guide that a claim of this kind follows.
  public var version: String {
    switch self {
    case .professional: "005010X222A1"
    case .institutional: "005010X223A2"
    case .dental: "005010X224A2"
    }
  }
}
