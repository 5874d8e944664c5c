// SPDX-License-Identifier: Apache-2.0

public import Claims
import Values
public import X12

/// Reads claims out of the loops of 837 transaction sets, nothing lost.
///
/// What it reads is what was sent, whether right or wrong: an unknown code, a missing loop or a segment
/// that no guide knows stops nothing. Whatever the model has no field for stays with the loop it was in, so
/// that ``ClaimWriter`` writes the same segments again; what is changed in between is written anew.
///
///     let reader = ClaimReader(version: "005010X222A1")!
///     var claim = try reader.claim(from: loop, ancestors: ancestors)
///     claim.frequency = .replacement
///     claim.references.set("F8", "ICN99")
///
/// Source: 005010X222A1, 005010X223A2 and 005010X224A2; older and derived guides are read by the same
/// places.
public struct ClaimReader: Sendable {
  /// Professional, institutional or dental.
  public let kind: ClaimKind

  /// Makes a reader of claims of a kind.
  public init(kind: ClaimKind) { self.kind = kind }

  /// Makes a reader for a guide by its version, as GS08 and ST03 state it; nothing where the guide is not
  /// one of claims.
  public init?(version: String) {
    guard let mark = version.firstIndex(of: "X") else { return nil }
    switch version[version.index(after: mark)...].prefix(3) {
    case "222", "098", "291", "298": kind = .professional
    case "223", "096", "299": kind = .institutional
    case "224", "097", "300": kind = .dental
    default: return nil
    }
  }

  /// Reads a claim.
  ///
  /// - Parameters:
  ///   - loop: The claim's loop, 2300, with all loops below it.
  ///   - ancestors: The loops that it stands in, outermost first: 2000A, 2000B and perhaps 2000C, each
  ///     with the loops below it that name its parties. Others, such as the transaction set, are passed over.
  /// - Throws: ``TransactionSetError`` with `missing` where the loop has no CLM segment.
  public func claim(from loop: Loop, ancestors: [Loop]) throws(TransactionSetError) -> Claim {
    guard loop.segment("CLM") != nil else {
      throw TransactionSetError(.missing, loop: "2300", segment: "CLM", element: 1)
    }
    var reading = ClaimReading(kind: kind, spelling: Spelling(of: loop))
    return reading.claim(loop, ancestors)
  }
}

extension Spelling {
  /// How the sender of a claim spells amounts; letters are taken as they are.
  init(of loop: Loop) {
    self.init()
    keepsSmallLetters = true
    var amounts = loop.segments("CLM").map { $0.text(2) }
    for line in loop.loops("2400") {
      amounts += line.segments("SV1").map { $0.text(2) }
      amounts += line.segments("SV2").map { $0.text(3) }
      amounts += line.segments("SV3").map { $0.text(2) }
    }
    amountsHaveCents = amounts.contains { text in
      Money(text).map { text == $0.description && text != $0.x12 } ?? false
    }
  }
}

/// The reading of one claim.
struct ClaimReading {
  let kind: ClaimKind
  private let spelling: Spelling
  private var comparison = SegmentEncoder(delimiters: NeutralForm.delimiters)

  init(kind: ClaimKind, spelling: Spelling) {
    self.kind = kind
    self.spelling = spelling
    comparison.kind = kind
    comparison.spelling = spelling
  }

  /// Reads the segments of a loop.
  ///
  /// - Returns: How they were written, where we would write them differently.
  mutating func read<Mapping: LoopMapping>(
    _: Mapping.Type, _ loop: Loop?, _ value: inout Mapping.Value
  ) -> AsWritten? {
    let segments = (loop?.segments ?? []).filter { $0.id != "HL" }
    var decoder = SegmentDecoder(segments, kind: kind)
    Mapping.map(&decoder, &value)
    comparison.bytes.removeAll(keepingCapacity: true)
    comparison.errors = []
    Mapping.map(&comparison, &value)
    var read: [UInt8] = []
    read.reserveCapacity(comparison.bytes.count)
    for segment in segments { NeutralForm.append(segment, to: &read) }
    if read == comparison.bytes, comparison.errors.isEmpty { return nil }
    var written = AsWritten()
    written.segments.read = segments.map { WrittenSegment($0) }
    written.segments.ours = comparison.segments(Mapping.self, &value).segments
    return written
  }

  /// Notes the loops below that the model has no place for, or that are not in our order.
  ///
  /// The levels below a level are no part of it.
  ///
  /// - Parameters:
  ///   - single: The loops that the model holds one of.
  ///   - isKnown: Tells which others it holds.
  func keep(
    _ loop: Loop, in written: inout AsWritten?, single: [String], unless isKnown: (Loop) -> Bool
  ) {
    var seen = Set<String>()
    let loops = loop.loops.filter { !$0.id.hasPrefix("2000") }
    let known = loops.map { inner in
      single.contains(inner.id) ? seen.insert(inner.id).inserted : isKnown(inner)
    }
    let isSorted = zip(loops, loops.dropFirst()).allSatisfy { $0.id.prefix(4) <= $1.id.prefix(4) }
    guard !isSorted || known.contains(false) || !loop.trailer.isEmpty else { return }
    var held = written ?? AsWritten()
    held.loops = zip(loops, known).map { inner, isKnown in
      isKnown ? .modelled(inner.id) : .kept(WrittenLoop(inner))
    }
    if !loop.trailer.isEmpty {
      let trailer = loop.trailer.map { WrittenSegment($0) }
      held.loops.append(.kept(WrittenLoop(id: loop.id, segments: trailer)))
    }
    written = held
  }

  mutating func claim(_ loop: Loop, _ ancestors: [Loop]) -> Claim {
    let number = loop.segment("CLM")?.text(1) ?? ""
    var claim = Claim(
      id: ClaimID(number) ?? .unnamed, kind: kind,
      patientControlNumber: PatientControlNumber(received: number),
      billingProvider: Provider(name: .organization("")),
      coverage: Coverage(payer: Payer(name: "")),
      patient: Patient(person: Person(name: PersonName(family: ""))))
    claim.spelling = spelling
    readLevels(ancestors, into: &claim)
    claim.asWritten = read(ClaimLoop.self, loop, &claim)
    readBelow(loop, into: &claim)
    return claim
  }

  private mutating func readLevels(_ ancestors: [Loop], into claim: inout Claim) {
    func ancestor(_ id: String) -> Loop? { ancestors.last { $0.id == id } }
    readBilling(ancestor("2000A"), into: &claim)
    let subscriber = ancestor("2000B")
    claim.coverage.relationship = ancestor("2000C") == nil ? .`self` : .other
    claim.levelsAsWritten.subscriber = read(SubscriberLevel.self, subscriber, &claim)
    if let patient = ancestor("2000C") {
      claim.levelsAsWritten.patient = read(PatientLevel.self, patient, &claim)
      claim.patient.person.asWritten = read(
        PatientLoop.self, patient.loop("2010CA"), &claim.patient.person)
      keep(patient, in: &claim.levelsAsWritten.patient, single: ["2010CA"]) { _ in false }
    }
    var holder = SubscriberLoop.Value(person: Person(name: PersonName(family: "")), id: nil)
    holder.person.asWritten = read(SubscriberLoop.self, subscriber?.loop("2010BA"), &holder)
    claim.coverage.subscriberID = holder.id
    if claim.coverage.relationship == .`self` {
      claim.patient.person = holder.person
    } else {
      claim.coverage.subscriber = holder.person
    }
    claim.coverage.payer.asWritten = read(
      PayerLoop.self, subscriber?.loop("2010BB"), &claim.coverage.payer)
    if let subscriber {
      keep(subscriber, in: &claim.levelsAsWritten.subscriber, single: ["2010BA", "2010BB"]) { _ in
        false
      }
    }
  }

  private mutating func readBilling(_ level: Loop?, into claim: inout Claim) {
    claim.levelsAsWritten.billing = read(BillingLevel.self, level, &claim)
    claim.billingProvider.asWritten = read(
      BillingProviderLoop.self, level?.loop("2010AA"), &claim.billingProvider)
    guard let level else { return }
    if let loop = level.loop("2010AB") {
      var address = Provider(name: .organization(""))
      address.asWritten = read(PayToAddressLoop.self, loop, &address)
      claim.payToAddress = address
    }
    if let loop = level.loop("2010AC") {
      var plan = Provider(name: .organization(""))
      plan.asWritten = read(PayToPlanLoop.self, loop, &plan)
      claim.payToPlan = plan
    }
    keep(level, in: &claim.levelsAsWritten.billing, single: ["2010AA", "2010AB", "2010AC"]) { _ in
      false
    }
  }
}

extension ClaimID {
  /// The name of a claim that was read without one.
  static let unnamed: ClaimID = {
    guard let id = ClaimID("-") else { preconditionFailure("a hyphen is a name") }
    return id
  }()
}
