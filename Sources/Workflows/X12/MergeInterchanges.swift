// SPDX-License-Identifier: Apache-2.0

public import Values
import X12

/// Makes one interchange of several with the same sender, receiver and version.
///
/// Transaction sets stay as they are but for their control numbers, and are written with the delimiters of
/// the first interchange. Memory does not depend on the number of sets.
public struct MergeInterchanges: ~Copyable {
  private var buffer: OutputBuffer
  private var rewriting = SegmentRewriting()
  private var between: [UInt8]?
  private var controlNumber: Int?
  private var isHeaderWritten = false
  private var interchange: [String] = []
  private var version: [String] = []
  private var group: (key: String, number: Int, sets: Int)?
  private var groups = 0
  private var sets = 0
  private var setNumber: String?
  private var segments = 0
  private var long = ""

  /// Makes ready to write.
  ///
  /// - Parameters:
  ///   - controlNumber: The control number of the interchange; nothing for that of the first.
  ///   - output: Takes the bytes.
  public init(controlNumber: Int? = nil, to output: @escaping InterchangeFile.Output) {
    self.controlNumber = controlNumber
    buffer = OutputBuffer(output)
  }

  /// Merges files in order.
  ///
  /// - Returns: The counts of files, groups and sets.
  /// - Throws: ``WorkflowFailure``: `x12.merge.differs` where sender, receiver or version differ; what was
  ///   written by then is no whole interchange.
  public mutating func run(_ files: [InterchangeFile]) throws(WorkflowFailure) -> JSON {
    for file in files {
      var stream = try asWorkflow { try file.open() }
      reading: while true {
        switch try asWorkflow({ try stream.next() }) {
        case .segment: try take(stream.segment, file.path)
        case .bytes: continue
        case .end: break reading
        }
      }
      try InterchangeFile.finish(stream)
      if setNumber != nil { throw SplitInterchange.failure("x12.unfinished-set", stream.segment) }
    }
    endGroup()
    write("IEA", [String(groups), long])
    buffer.bytes += between ?? []
    buffer.flush(all: true)
    return .members(
      ("files", .int(files.count)), ("groups", .int(groups)), ("sets", .int(sets)),
      ("control_number", .int(Int(long) ?? 0)))
  }

  private mutating func take(_ view: SegmentView, _ path: String) throws(WorkflowFailure) {
    switch view.id.description {
    case "ISA": try takeHeader(view, path)
    case "GS": try takeGroup(view, path)
    case "GE", "IEA": return
    case "ST":
      if setNumber != nil { throw SplitInterchange.failure("x12.unfinished-set", view) }
      guard group != nil else { throw SplitInterchange.failure("x12.no-group", view) }
      sets += 1
      group?.sets += 1
      let digits = String(sets)
      let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      setNumber = number
      segments = 0
      try copy(view, changed: [2: Array(number.utf8)])
    case "SE":
      guard let number = setNumber else {
        throw SplitInterchange.failure("x12.no-set", view, ("segment", view[0].text))
      }
      setNumber = nil
      write("SE", [String(segments + 1), number])
    default:
      guard setNumber != nil else {
        throw SplitInterchange.failure("x12.no-set", view, ("segment", view[0].text))
      }
      try copy(view)
    }
    buffer.flush()
  }

  private mutating func takeHeader(
    _ view: SegmentView, _ path: String
  ) throws(WorkflowFailure) {
    let found = [5, 6, 7, 8, 12, 15].map { view[$0].text.trimmed }
    guard isHeaderWritten else {
      isHeaderWritten = true
      interchange = found
      rewriting.delimiters = view.delimiters
      long = view[13].text
      if let controlNumber {
        let digits = String(controlNumber)
        long = String(repeating: "0", count: max(0, 9 - digits.count)) + digits
      }
      try rewriting.append(view, changed: [13: Array(long.utf8)], to: &buffer.bytes)
      return
    }
    let names = ["ISA05", "ISA06", "ISA07", "ISA08", "ISA12", "ISA15"]
    try compare(found, interchange, names, view, path)
  }

  private mutating func takeGroup(_ view: SegmentView, _ path: String) throws(WorkflowFailure) {
    let found = [2, 3, 8].map { view[$0].text }
    if between == nil { between = Array(view.padding) }
    if version.isEmpty { version = found }
    try compare(found, version, ["GS02", "GS03", "GS08"], view, path)
    let key = view[1].text
    if group?.key == key { return }
    endGroup()
    groups += 1
    // The interchange's number is unique, and so are numbers that count from it.
    let number = groups == 1 ? Int(view[6].text) ?? 1 : (group?.number ?? 0) + 1
    group = (key, number, 0)
    try copy(view, changed: [6: Array(String(number).utf8)])
  }

  private func compare(
    _ found: [String], _ first: [String], _ names: [String], _ view: SegmentView, _ path: String
  ) throws(WorkflowFailure) {
    let different = zip(names, zip(found, first)).filter { $0.1.0 != $0.1.1 }.map(\.0)
    guard different.isEmpty else {
      throw SplitInterchange.failure(
        "x12.merge.differs", view, ("file", path), ("elements", different.joined(separator: ", ")))
    }
  }

  private mutating func endGroup() {
    guard let group else { return }
    write("GE", [String(group.sets), String(group.number)])
  }

  private mutating func copy(
    _ view: SegmentView, changed: [Int: [UInt8]] = [:]
  ) throws(WorkflowFailure) {
    buffer.bytes += between ?? []
    try rewriting.append(view, changed: changed, to: &buffer.bytes)
    segments += 1
  }

  private mutating func write(_ id: StaticString, _ elements: [String]) {
    HeldSegment(
      id, elements, padding: between ?? [], delimiters: rewriting.delimiters ?? .usual
    ).append(to: &buffer.bytes)
  }
}

extension String {
  /// The text without blanks at its ends.
  var trimmed: String {
    var rest = self[...]
    while rest.last == " " { rest.removeLast() }
    while rest.first == " " { rest.removeFirst() }
    return String(rest)
  }
}
