// SPDX-License-Identifier: Apache-2.0

public import X12

/// Writes transaction sets of any kind as one interchange: envelopes, numbers and counts.
///
/// Each call gives the bytes to be written next, so that memory does not grow with the file. Sets of one
/// guide that follow each other share a functional group.
///
///     var writer = TransactionSetWriter(header)
///     var file = try writer.begin()
///     file += try writer.append(remittance.loop)
///     file += try writer.finish()
///
/// Source: ASC X12.5 and X12.6, control segments.
public struct TransactionSetWriter: Sendable {
  /// By which codes sender and receiver of the next set's functional group know each other (GS02, GS03);
  /// nothing for those of the interchange.
  public var parties: (sender: String, receiver: String)?
  private let header: InterchangeHeader
  private var writer: SegmentWriter
  private var bytes: LoopBytes
  private var group: Group?
  private var groups = 0
  private var setsInGroup = 0
  private var sets = 0
  private var controlNumber: String?

  /// What the sets of a functional group have in common.
  private struct Group: Equatable {
    let version: String
    let identifier: String
    let sender: String
    let receiver: String
  }

  /// Makes a writer.
  ///
  /// - Parameters:
  ///   - header: Who sends, who receives, and the numbers of the interchange.
  ///   - lineBreaks: Whether each segment stands on a line of its own.
  public init(_ header: InterchangeHeader, lineBreaks: Bool = true) {
    self.header = header
    writer = SegmentWriter(lineEnd: lineBreaks ? [0x0A] : [])
    bytes = LoopBytes(writer.delimiters, lineEnd: writer.lineEnd)
  }

  /// Begins the interchange.
  ///
  /// - Throws: ``TransactionSetError`` where an identifier in the header cannot be written.
  public mutating func begin() throws(TransactionSetError) -> [UInt8] {
    do throws(X12Error) { try writer.writeInterchangeHeader(header) } catch {
      throw TransactionSetError(error, loop: "ISA")
    }
    return writer.take()
  }

  /// Writes a whole transaction set: a loop `ST` as the typed sets make it.
  ///
  /// - Throws: ``TransactionSetError`` where a value holds a delimiter or a control character; nothing of
  ///   the set is then written.
  public mutating func append(_ set: Loop) throws(TransactionSetError) -> [UInt8] {
    var draft = self
    let segments = set.allSegments
    try draft.open(segments.first ?? Segment("ST", []))
    for segment in segments.dropFirst() { try draft.write(segment) }
    try draft.close()
    self = draft
    return writer.take()
  }

  /// Begins a transaction set that is written part by part.
  ///
  /// - Parameter header: The ST segment; where it has no number the writer gives one.
  /// - Throws: ``TransactionSetError`` where a value cannot be written.
  public mutating func open(_ header: Segment) throws(TransactionSetError) {
    if controlNumber != nil { try close() }
    let version = header.text(3).isEmpty ? Self.version(header.text(1)) : header.text(3)
    let identifier = Self.functionalIdentifier(header.text(1))
    let own = Group(
      version: version, identifier: identifier, sender: parties?.sender ?? self.header.sender.id,
      receiver: parties?.receiver ?? self.header.receiver.id)
    if group != own {
      try closeGroup()
      groups += 1
      var named = self.header
      (named.sender.id, named.receiver.id) = (own.sender, own.receiver)
      do throws(X12Error) {
        try writer.writeGroupHeader(
          named, functionalIdentifier: identifier, groupNumber: groups, version: version)
      } catch {
        throw TransactionSetError(error, loop: "GS")
      }
      group = own
      setsInGroup = 0
    }
    sets += 1
    setsInGroup += 1
    var header = header
    if header.isEmpty(2) {
      let digits = String(sets)
      while header.elements.count < 2 { header.elements.append(.empty) }
      header.elements[1] = .text(
        String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits)
    }
    controlNumber = header.text(2)
    writer.startCounting()
    try write(header)
  }

  /// Writes a segment of the set that is open.
  ///
  /// - Throws: ``TransactionSetError`` where a value holds a delimiter or a control character.
  public mutating func write(_ segment: Segment) throws(TransactionSetError) {
    try check(segment)
    writer.write(exactly: segment)
  }

  /// Writes loops of the set that is open: all of them, or none where a value cannot be written.
  ///
  /// - Throws: ``TransactionSetError`` where a value holds a delimiter or a control character.
  public mutating func write(_ loops: [Loop]) throws(TransactionSetError) {
    let segments = loops.flatMap(\.allSegments)
    for segment in segments { try check(segment) }
    for segment in segments { writer.write(exactly: segment) }
  }

  /// Writes a loop of the set that is open, without making segments of it where that can be.
  ///
  /// - Throws: ``TransactionSetError`` where a value holds a delimiter or a control character; nothing of
  ///   the loop is then written.
  mutating func write<F: LoopForm>(_ value: F, as id: String) throws(TransactionSetError) {
    guard bytes.write(value, as: id) else { return try write([LoopWriting.write(value, as: id)]) }
    if let error = bytes.output.error { throw error }
    writer.append(bytes.output.bytes, count: bytes.output.count)
  }

  /// Ends the set that is open.
  ///
  /// - Throws: ``TransactionSetError``, which a well-made writer never does here.
  public mutating func close() throws(TransactionSetError) {
    guard let controlNumber else { return }
    try write(Segment("SE", [.text(String(writer.count + 1)), .text(controlNumber)]))
    self.controlNumber = nil
  }

  /// Gives away what was written and forgets it.
  public mutating func take() -> [UInt8] { writer.take() }

  /// Ends the interchange.
  ///
  /// - Throws: ``TransactionSetError``, which a well-made writer never does here.
  public mutating func finish() throws(TransactionSetError) -> [UInt8] {
    try closeGroup()
    do throws(X12Error) {
      try writer.writeInterchangeTrailer(groups: groups, controlNumber: header.controlNumber)
    } catch {
      throw TransactionSetError(error, loop: "IEA")
    }
    return writer.take()
  }

  private mutating func closeGroup() throws(TransactionSetError) {
    try close()
    guard group != nil else { return }
    try write(Segment("GE", [.text(String(setsInGroup)), .text(String(groups))]))
    group = nil
  }

  /// What was read in one file's delimiters is checked against this file's; binary data is not.
  private func check(_ segment: Segment) throws(TransactionSetError) {
    if segment.id == "BIN" || segment.id == "BDS" { return }
    for (index, element) in segment.elements.enumerated() {
      let code: TransactionSetError.Code? =
        if case .text(let text) = element {
          fault(in: text)
        } else {
          element.repetitions.lazy.joined().compactMap { fault(in: $0) }.first
        }
      if let code {
        throw TransactionSetError(code, loop: "", segment: segment.id, element: index + 1)
      }
    }
  }

  private func fault(in text: String) -> TransactionSetError.Code? {
    for byte in text.utf8 {
      if writer.delimiters.contains(byte) { return .delimiterInValue }
      if byte < 0x20 || byte == 0x7F { return .characterNotAllowed }
    }
    return nil
  }

  /// GS01 by ST01.
  private static func functionalIdentifier(_ set: String) -> String {
    switch set {
    case "270": "HS"
    case "271": "HB"
    case "275": "PI"
    case "276": "HR"
    case "277": "HN"
    case "278": "HI"
    case "820": "RA"
    case "834": "BE"
    case "835": "HP"
    case "837": "HC"
    default: "FA"
    }
  }

  /// GS08 where the ST does not say it, as that of an 835 need not.
  private static func version(_ set: String) -> String { set == "835" ? "005010X221A1" : "005010" }
}

extension Loop {
  /// All segments in the order in which they are sent.
  ///
  /// Where the segments that bracket the last loops (LS and LE) both stand behind loops, LS goes before
  /// the loops that it opens.
  public var allSegments: [Segment] {
    var list: [Segment] = []
    collect(into: &list)
    return list
  }

  private func collect(into list: inout [Segment]) {
    list += segments
    let opening = trailer.first?.id == "LS" ? trailer.first : nil
    let bracketed = opening.flatMap { _ in loops.firstIndex { Self.bracketed.contains($0.id) } }
    for (index, loop) in loops.enumerated() {
      if index == bracketed, let opening { list.append(opening) }
      loop.collect(into: &list)
    }
    list += bracketed == nil ? trailer[...] : trailer.dropFirst()
  }

  /// The loops that stand between LS and LE.
  private static let bracketed: Set<String> = ["2120C", "2120D", "2700", "2710"]
}
