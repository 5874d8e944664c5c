// SPDX-License-Identifier: Apache-2.0

public import Values

/// Groups lines of NDJSON: a stay in, an answer out, in order.
///
/// One filter serves one thread. The records are those of the answers of CMS's own programs: `id`, `initial`,
/// `final`, `hac_status`, `hac_categories`, `admit_dx`, `pdx`, `sdx`, `procs`, `mce`.
public final class InpatientFilter {
  /// What is written for a line without an answer: given its number, its identifier as JSON where it has one, and
  /// what is wrong, the bytes of a line.
  public typealias Report = (_ line: Int, _ id: String?, _ findings: [Finding]) -> [UInt8]

  private let find: (_ version: Int?, _ day: CalendarDate) -> Grouper?
  private let report: Report
  private let work = GroupingWorkspace()
  private let out = ByteOutput(capacity: 1 << 20)
  private var line = InpatientLine()
  private var answer = GroupingAnswer()
  private var last: Grouper?
  /// How many lines had no answer.
  public private(set) var faultCount = 0
  /// How many lines had one.
  public private(set) var answerCount = 0

  /// Makes a filter.
  ///
  /// - Parameters:
  ///   - find: The grouper of a version, or where none is named, of a day of discharge.
  ///   - report: Writes what is wrong with a line.
  public init(
    find: @escaping (_ version: Int?, _ day: CalendarDate) -> Grouper?, report: @escaping Report
  ) {
    self.find = find
    self.report = report
  }

  /// The answers to the lines of the last run.
  public var output: UnsafeBufferPointer<UInt8> { out.bytes }

  /// Groups whole lines; blank ones are passed over.
  ///
  /// - Parameters:
  ///   - bytes: Lines, the last of which may lack its end.
  ///   - first: The number of the first line.
  /// - Returns: How many lines there were.
  /// - Complexity: O(*n*) in the length of the lines.
  public func run(_ bytes: UnsafeBufferPointer<UInt8>, first: Int = 1) -> Int {
    out.removeAll()
    var start = 0
    var number = first
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end &+= 1 }
      group(UnsafeBufferPointer(rebasing: bytes[start..<end]), number)
      start = end &+ 1
      number &+= 1
    }
    return number - first
  }

  private func group(_ bytes: UnsafeBufferPointer<UInt8>, _ number: Int) {
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return }
    line.read(bytes)
    guard line.brokenAt == nil, line.faults.isEmpty else { return refuse(bytes, number) }
    guard let grouper = grouper() else { return refuse(bytes, number, missing: true) }
    grouper.group(line.stay, into: &answer, using: work)
    InpatientAnswerWriter(out: out).write(answer, to: line, bytes)
    answerCount &+= 1
  }

  @inline(__always)
  private func grouper() -> Grouper? {
    if let last {
      let isSame =
        line.version > 0
        ? last.version == line.version : last.period.contains(line.stay.discharged)
      if isSame { return last }
    }
    last = find(line.version > 0 ? line.version : nil, line.stay.discharged)
    return last
  }

  private func refuse(
    _ bytes: UnsafeBufferPointer<UInt8>, _ number: Int, missing: Bool = false
  ) {
    faultCount += 1
    var findings = line.findings(number)
    if missing {
      findings.append(
        Finding(
          "group.no-version", .rejects, at: .text(line: number, byte: nil),
          facts: [
            .init(
              "wanted",
              line.version > 0
                ? "version \(line.version)" : "discharges on \(line.stay.discharged)")
          ]))
    }
    let id = line.id.isEmpty ? nil : String(decoding: bytes[line.id], as: UTF8.self)
    let text = report(number, id, findings)
    out.reserve(text.count)
    text.withUnsafeBufferPointer { out.put($0) }
  }
}
