// SPDX-License-Identifier: Apache-2.0

import Storage
public import Values
import X12

/// Cuts interchanges into parts, each an interchange of its own.
///
/// A part has the sender, receiver and delimiters of what it was cut from, one transaction set, its own
/// control number, and true counts. What lies above a claim (billing provider, subscriber) is repeated in
/// each part that needs it, and the hierarchical levels are numbered anew. Memory is that of one part; of an
/// 835 that is cut by claims, that of one transaction set.
public struct SplitInterchange {
  /// What a part holds.
  public enum Division: Sendable {
    /// A transaction set.
    case sets
    /// So many claims of one transaction set.
    case claims(Int)

    /// Reads `set`, `claim`, or a number of claims as `500` or `500-claims`.
    public init?(_ text: String) {
      switch text {
      case "set", "sets": self = .sets
      case "claim", "claims": self = .claims(1)
      default:
        guard let count = Int(text.prefix { $0 != "-" }), count > 0,
          [String(count), "\(count)-claims", "\(count)-claim"].contains(text)
        else { return nil }
        self = .claims(count)
      }
    }
  }

  private let division: Division
  private let folder: String
  private let stem: String
  private let each: (JSON) -> Void
  private var nextNumber: Int?
  private var source = ""
  private var count = 0
  private var envelope: SplitEnvelope?
  private var part: SplitPart?
  private var tree = ClaimTree()
  /// The claims of an 835, which can be parted only when it is known what the provider is charged at its end.
  private var remitted: [ClaimTree.Unit] = []

  /// Makes ready to cut.
  ///
  /// - Parameters:
  ///   - division: What a part holds.
  ///   - folder: The folder for the parts.
  ///   - stem: How the names of the parts begin.
  ///   - firstNumber: The control number of the first part; nothing to count from that of the interchange.
  ///   - each: Called for each part that was written.
  public init(
    _ division: Division, folder: String, stem: String, firstNumber: Int? = nil,
    each: @escaping (JSON) -> Void
  ) {
    self.division = division
    self.folder = folder
    self.stem = stem
    nextNumber = firstNumber
    self.each = each
  }

  /// Cuts a file.
  ///
  /// - Returns: How many parts were written.
  /// - Throws: ``WorkflowFailure`` where the file cannot be read to its end or has what cannot be cut; parts
  ///   written by then stay.
  public mutating func run(_ file: InterchangeFile) throws(WorkflowFailure) -> Int {
    source = file.path
    var stream = try asWorkflow { try file.open() }
    while true {
      switch try asWorkflow({ try stream.next() }) {
      case .segment: try take(stream.segment)
      case .bytes: continue
      case .end:
        try InterchangeFile.finish(stream)
        if part != nil || tree.isOpen { throw Self.failure("x12.unfinished-set", stream.segment) }
        return count
      }
    }
  }

  private mutating func take(_ view: SegmentView) throws(WorkflowFailure) {
    let segment = HeldSegment(view)
    switch view.id.description {
    case "ISA": envelope = SplitEnvelope(segment, view.delimiters)
    case "GS":
      envelope?.group = segment
    case "GE", "IEA": return
    case "ST":
      if tree.isOpen || part != nil { throw Self.failure("x12.unfinished-set", view) }
      guard envelope?.group != nil else { throw Self.failure("x12.no-group", view) }
      try begin(segment, view)
    case "SE":
      try end()
    default:
      switch division {
      case .sets: part?.add(segment)
      case .claims(let limit):
        guard tree.isOpen else { return }
        if let unit = tree.take(segment) { try add(unit, limit: limit) }
      }
    }
  }

  private mutating func begin(
    _ header: HeldSegment, _ view: SegmentView
  ) throws(WorkflowFailure) {
    switch division {
    case .sets:
      part = SplitPart()
      part?.add(header)
    case .claims:
      guard tree.begin(header, version: envelope?.group?.text(8) ?? "") else {
        throw Self.failure("x12.split.no-claims", view, ("set", header.text(1)))
      }
    }
  }

  private mutating func end() throws(WorkflowFailure) {
    switch division {
    case .sets: break
    case .claims(let limit):
      if let unit = tree.finish() { try add(unit, limit: limit) }
      try addRemitted(limit: limit)
      part?.addTrailer(tree)
    }
    try write()
    tree = ClaimTree()
  }

  private mutating func add(_ unit: ClaimTree.Unit, limit: Int) throws(WorkflowFailure) {
    if tree.setType == "835" { return remitted.append(unit) }
    // A full part waits for the next claim, since the last one takes what ends the set.
    if let part, part.claims >= limit { try write() }
    add(unit)
  }

  /// Adds the claims of an 835 part by part; the last one stays open for what ends the set.
  private mutating func addRemitted(limit: Int) throws(WorkflowFailure) {
    let claims = remitted
    remitted = []
    for range in RemittanceParts.ranges(of: claims, limit: limit, adjustment: tree.adjustment) {
      if part != nil { try write() }
      for claim in claims[range] { add(claim) }
    }
  }

  private mutating func add(_ unit: ClaimTree.Unit) {
    if part == nil {
      part = SplitPart()
      for segment in tree.header { part?.add(segment) }
    }
    part?.add(unit)
  }

  /// Writes the part at hand as a file.
  private mutating func write() throws(WorkflowFailure) {
    guard var part, let envelope else { return }
    self.part = nil
    count += 1
    let own = Int(envelope.header.text(13)) ?? 1
    let number = nextNumber.map { count == 1 ? $0 : max($0, own) } ?? own
    guard number <= 999_999_999 else { throw WorkflowFailure("x12.numbers-used-up", .rejected) }
    nextNumber = number + 1
    let digits = String(count)
    let name =
      "\(folder)/\(stem)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits).edi"
    if case .claims = division { part.settle() }
    let bytes = envelope.bytes(of: part, number: number)
    try asWorkflow {
      try Files.makeFolder(folder)
      let destination = try FileDestination(name)
      if destination.isFile(readFrom: source) {
        throw WorkflowFailure("file.over-input", .usage, ("path", name))
      }
      let file = try StreamedFile(destination)
      try file.append(bytes)
      try file.finish()
    }
    each(
      .members(
        ("file", .string(name)), ("control_number", .int(number)),
        ("set", .string(part.segments[0].text(1))),
        ("claims", part.claims > 0 ? .int(part.claims) : nil),
        ("segments", .int(part.segments.count + 1))))
  }

  static func failure(
    _ rule: String, _ view: SegmentView, _ facts: (String, String)...
  ) -> WorkflowFailure {
    WorkflowFailure(
      [
        Finding(
          rule, .rejects, at: .text(line: view.line, byte: view.offset + 1),
          facts: facts.map { Finding.Fact($0.0, $0.1) })
      ], .rejected)
  }
}

/// What stands around a part.
struct SplitEnvelope {
  let header: HeldSegment
  let delimiters: Delimiters
  var group: HeldSegment?

  init(_ header: HeldSegment, _ delimiters: Delimiters) {
    self.header = header
    self.delimiters = delimiters
  }

  /// The whole interchange around a part.
  func bytes(of part: SplitPart, number: Int) -> [UInt8] {
    guard var group else { return [] }
    var header = header
    let digits = String(number)
    let long = String(repeating: "0", count: 9 - digits.count) + digits
    header.padding = []
    header.set(13, long)
    group.set(6, digits)
    let between = group.padding
    func trailer(_ id: StaticString, _ elements: [String]) -> HeldSegment {
      HeldSegment(id, elements, padding: between, delimiters: delimiters)
    }
    var bytes: [UInt8] = []
    header.append(to: &bytes)
    group.append(to: &bytes)
    for segment in part.segments { segment.append(to: &bytes) }
    let setNumber = part.segments[0].text(2)
    trailer("SE", [String(part.segments.count + 1), setNumber]).append(to: &bytes)
    trailer("GE", ["1", digits]).append(to: &bytes)
    trailer("IEA", ["1", long]).append(to: &bytes)
    return bytes + between
  }
}
