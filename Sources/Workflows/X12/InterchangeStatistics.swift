// SPDX-License-Identifier: Apache-2.0

public import Values
import X12

/// What there is in a file, counted.
struct InterchangeStatistics {
  /// The counts of one kind of transaction set.
  private struct Kind {
    var sets = 0
    var claims = 0
    /// How many there are of what a set without claims is about.
    var subjects = 0
    var lines = 0
    var segments = 0
    var charged = Money.zero
    var paid = Money.zero
    var patientResponsibility = Money.zero
    var payments = 0
    var payment = Money.zero
  }

  private enum ID {
    static let isa = SegmentID("ISA")
    static let gs = SegmentID("GS")
    static let st = SegmentID("ST")
    static let se = SegmentID("SE")
    static let clm = SegmentID("CLM")
    static let clp = SegmentID("CLP")
    static let bpr = SegmentID("BPR")
    static let nm1 = SegmentID("NM1")
    static let n1 = SegmentID("N1")
    static let dtp = SegmentID("DTP")
    static let dtm = SegmentID("DTM")
    static let service = SegmentID("SVC")
    /// What a set without claims is about: by its type, the segment of each and the name of all.
    static let subjects: [String: (segments: [SegmentID], name: String)] = [
      "270": ([SegmentID("EQ")], "inquiries"), "271": ([SegmentID("EB")], "benefits"),
      "275": ([SegmentID("BIN"), SegmentID("BDS")], "attachments"),
      "276": ([SegmentID("TRN")], "inquiries"), "277": ([SegmentID("STC")], "statuses"),
      "278": ([SegmentID("UM")], "reviews"), "820": ([SegmentID("RMR")], "premiums"),
      "834": ([SegmentID("INS")], "members"), "999": ([SegmentID("AK2")], "acknowledged_sets"),
    ]
    static let lines: Set<SegmentID> = [SegmentID("SV1"), SegmentID("SV2"), SegmentID("SV3")]
  }

  private var interchanges = 0
  private var groups = 0
  private var segments = 0
  private var kinds: [String: Kind] = [:]
  private var kind = Kind()
  private var kindName: String?
  private var setType = ""
  private var subjectSegments: [SegmentID] = []
  private var version = ""
  private var payers: Set<String> = []
  private var senders: Set<String> = []
  private var receivers: Set<String> = []
  private var service: ClosedRange<CalendarDate>?
  private var created: ClosedRange<CalendarDate>?

  mutating func take(_ view: SegmentView) {
    segments += 1
    kind.segments += kindName == nil ? 0 : 1
    switch view.id {
    case ID.isa:
      endSet()
      interchanges += 1
      senders.insert(view[6].text.trimmed)
      receivers.insert(view[8].text.trimmed)
    case ID.gs:
      groups += 1
      version = view[8].text
      Self.widen(&created, view[4])
    case ID.st: begin(view)
    case ID.se: endSet()
    case ID.nm1, ID.n1: if view[1] == "PR" { addPayer(view) }
    case ID.dtp: addService(view[1], view[3])
    case ID.dtm: addService(view[1], view[2])
    default: addAmounts(view)
    }
  }

  private mutating func begin(_ view: SegmentView) {
    endSet()
    setType = view[1].text
    subjectSegments = ID.subjects[setType]?.segments ?? []
    let guide = view[3].isEmpty ? version : view[3].text
    let name = guide.isEmpty ? setType : "\(setType) \(guide)"
    kindName = name
    // Taken out, so that it is changed in place.
    kind = kinds.removeValue(forKey: name) ?? Kind()
    kind.sets += 1
    kind.segments += 1
  }

  private mutating func endSet() {
    if let kindName { kinds[kindName] = kind }
    kindName = nil
  }

  private mutating func addAmounts(_ view: SegmentView) {
    switch view.id {
    case ID.clm where setType == "837":
      kind.claims += 1
      kind.charged += Self.money(view[2])
    case ID.clp where setType == "835":
      kind.claims += 1
      kind.charged += Self.money(view[3])
      kind.paid += Self.money(view[4])
      kind.patientResponsibility += Self.money(view[5])
    case ID.bpr:
      kind.payments += 1
      kind.payment += Self.money(view[2])
    case ID.service where setType == "835": kind.lines += 1
    default:
      if ID.lines.contains(view.id), setType == "837" { kind.lines += 1 }
      if subjectSegments.contains(view.id) { kind.subjects += 1 }
    }
  }

  private mutating func addPayer(_ view: SegmentView) {
    let number = view.id == ID.n1 ? view[4] : view[9]
    payers.insert(number.isEmpty ? view.id == ID.n1 ? view[2].text : view[3].text : number.text)
  }

  private mutating func addService(_ qualifier: ElementView, _ date: ElementView) {
    let isService =
      qualifier == "472" || qualifier == "434" || qualifier == "232" || qualifier == "233"
      || qualifier == "150" || qualifier == "151"
    if isService { Self.widen(&service, date) }
  }

  private static func widen(_ range: inout ClosedRange<CalendarDate>?, _ element: ElementView) {
    guard element.count >= 8 else { return }
    for start in [0, 9] where element.count >= start + 8 {
      guard
        let day = CalendarDate(
          String(decoding: element.bytes[start..<start + 8], as: UTF8.self))
      else { continue }
      range = min(range?.lowerBound ?? day, day)...max(range?.upperBound ?? day, day)
    }
  }

  private static func money(_ element: ElementView) -> Money {
    Money(String(decoding: element.bytes, as: UTF8.self)) ?? .zero
  }

  /// What there is of one kind of set, by its own names.
  private static func json(_ name: String, _ kind: Kind) -> JSON {
    let type = String(name.prefix { $0 != " " })
    func count(_ name: String, _ value: Int) -> JSON.Member? {
      value > 0 ? JSON.Member(name, .int(value)) : nil
    }
    func amount(_ name: String, _ value: Money, _ isMeant: Bool) -> JSON.Member? {
      isMeant ? JSON.Member(name, .money(value)) : nil
    }
    let members: [JSON.Member?] = [
      .init("type", .string(type)),
      .init("guide", .string(String(name.drop { $0 != " " }.dropFirst()))),
      count("sets", kind.sets), count("segments", kind.segments), count("claims", kind.claims),
      count("service_lines", kind.lines),
      ID.subjects[type].flatMap { count($0.name, kind.subjects) },
      amount("charged", kind.charged, kind.claims > 0),
      amount("paid", kind.paid, type == "835"),
      amount("patient_responsibility", kind.patientResponsibility, type == "835"),
      count("payments", kind.payments), amount("payment", kind.payment, kind.payment != .zero),
    ]
    return .object(members.compactMap(\.self))
  }

  /// Everything counted.
  mutating func json(bytes: Int, seconds: Double) -> JSON {
    endSet()
    let sets = kinds.sorted { $0.key < $1.key }.map(Self.json)
    let speed = seconds > 0 ? Int(Double(bytes) / seconds) : 0
    return .members(
      ("bytes", .int(bytes)), ("interchanges", .int(interchanges)), ("groups", .int(groups)),
      ("sets", .int(kinds.values.reduce(0) { $0 + $1.sets })), ("segments", .int(segments)),
      ("claims", .int(kinds.values.reduce(0) { $0 + $1.claims })),
      ("service_lines", .int(kinds.values.reduce(0) { $0 + $1.lines })),
      ("senders", .int(senders.count)), ("receivers", .int(receivers.count)),
      ("payers", .int(payers.count)), ("first_service", .date(service?.lowerBound)),
      ("last_service", .date(service?.upperBound)), ("first_created", .date(created?.lowerBound)),
      ("last_created", .date(created?.upperBound)), ("transaction_sets", .array(sets)),
      ("milliseconds", .int(Int(seconds * 1000))), ("bytes_per_second", .int(speed)))
  }
}

extension InterchangeFile {
  /// Counts what there is in the file.
  ///
  /// - Throws: ``WorkflowFailure`` where the file cannot be read to its end.
  public func statistics() throws(WorkflowFailure) -> JSON {
    let clock = ContinuousClock()
    let start = clock.now
    var stream = try asWorkflow { try open() }
    var statistics = InterchangeStatistics()
    reading: while true {
      switch try asWorkflow({ try stream.next() }) {
      case .segment: statistics.take(stream.segment)
      case .bytes: continue
      case .end: break reading
      }
    }
    try Self.finish(stream)
    let took = (clock.now - start).components
    return statistics.json(
      bytes: stream.byteCount,
      seconds: Double(took.seconds) + Double(took.attoseconds) / 1e18)
  }
}
