// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

/// Writes the loops of claims, knowing which hierarchical levels are open.
struct LoopWriter: Sendable {
  /// Writes segments; its loop is the one that errors name.
  var encoder: SegmentEncoder
  private var comparison = SegmentEncoder(delimiters: NeutralForm.delimiters)
  private let sharesLevels: Bool
  private var levels = 0
  private var billing: OpenLevel?
  private var subscriber: OpenLevel?

  init(delimiters: Delimiters, lineBreaks: Bool, sharesLevels: Bool) {
    encoder = SegmentEncoder(delimiters: delimiters, breaksLines: lineBreaks)
    self.sharesLevels = sharesLevels
  }

  mutating func startSet() {
    encoder.count = 0
    levels = 0
    billing = nil
    subscriber = nil
    encoder.loop = "ST"
  }

  /// Writes a claim with the levels above it; the billing provider's only where it changes.
  ///
  /// - Throws: What cannot be written first; nothing of the claim is then left.
  mutating func write(_ claim: Claim) throws(TransactionSetError) {
    let before = (encoder.bytes.count, encoder.count, levels, billing, subscriber)
    encoder.kind = claim.kind
    encoder.spelling = claim.spelling
    comparison.kind = claim.kind
    comparison.spelling = claim.spelling
    // The mappings could change the claim, but writing they only look at it; it is too large to copy.
    withUnsafePointer(to: claim) { pointer in
      let claim = UnsafeMutablePointer(mutating: pointer)
      writeLevels(&claim.pointee)
      writeClaim(&claim.pointee)
    }
    guard let error = encoder.errors.first?.error else { return }
    encoder.errors = []
    encoder.bytes.removeLast(encoder.bytes.count - before.0)
    (encoder.count, levels, billing, subscriber) = (before.1, before.2, before.3, before.4)
    throw error
  }

  private mutating func writeLevels(_ claim: inout Claim) {
    let parent: Int
    if let billing, billing.claim.sharesBilling(claim) {
      parent = billing.level
    } else {
      parent = level("2000A", parent: nil, code: "20", hasChild: true)
      writeBilling(&claim)
      billing = OpenLevel(claim, parent)
      subscriber = nil
    }
    let isSubscriber = claim.coverage.relationship == .`self`
    if sharesLevels, let subscriber, subscriber.claim.sharesSubscriber(claim) {
      if isSubscriber || subscriber.claim.sharesPatient(claim) { return }
      writePatient(&claim, parent: subscriber.level)
      self.subscriber = OpenLevel(claim, subscriber.level)
      return
    }
    let own = level("2000B", parent: parent, code: "22", hasChild: !isSubscriber)
    writeSubscriber(&claim)
    if !isSubscriber { writePatient(&claim, parent: own) }
    if sharesLevels { subscriber = OpenLevel(claim, own) }
  }

  private mutating func writeBilling(_ claim: inout Claim) {
    segments(BillingLevel.self, &claim, claim.levelsAsWritten.billing)
    var children: [Child] = [Child("2010AA", .billing)]
    if claim.payToAddress != nil { children.append(Child("2010AB", .payToAddress)) }
    if claim.payToPlan != nil { children.append(Child("2010AC", .payToPlan)) }
    inOrder(children, claim.levelsAsWritten.billing) { writer, part in
      switch part {
      case .payToAddress:
        guard var address = claim.payToAddress else { return }
        writer.segments(PayToAddressLoop.self, &address, address.asWritten)
      case .payToPlan:
        guard var plan = claim.payToPlan else { return }
        writer.segments(PayToPlanLoop.self, &plan, plan.asWritten)
      default:
        writer.segments(
          BillingProviderLoop.self, &claim.billingProvider, claim.billingProvider.asWritten)
      }
    }
  }

  private mutating func writeSubscriber(_ claim: inout Claim) {
    segments(SubscriberLevel.self, &claim, claim.levelsAsWritten.subscriber)
    let children = [Child("2010BA", .subscriber), Child("2010BB", .payer)]
    inOrder(children, claim.levelsAsWritten.subscriber) { writer, part in
      if case .payer = part {
        return writer.segments(
          PayerLoop.self, &claim.coverage.payer, claim.coverage.payer.asWritten)
      }
      let isSubscriber = claim.coverage.relationship == .`self`
      let person = isSubscriber ? claim.patient.person : claim.coverage.subscriber
      var held = SubscriberLoop.Value(
        person: person ?? Person(name: PersonName(family: "")), id: claim.coverage.subscriberID)
      writer.segments(SubscriberLoop.self, &held, held.person.asWritten)
    }
  }

  private mutating func writePatient(_ claim: inout Claim, parent: Int) {
    _ = level("2000C", parent: parent, code: "23", hasChild: false)
    segments(PatientLevel.self, &claim, claim.levelsAsWritten.patient)
    inOrder([Child("2010CA", .patient)], claim.levelsAsWritten.patient) { writer, _ in
      writer.segments(PatientLoop.self, &claim.patient.person, claim.patient.person.asWritten)
    }
  }

  private mutating func level(
    _ loop: StaticString, parent: Int?, code: StaticString, hasChild: Bool
  ) -> Int {
    encoder.loop = loop
    levels += 1
    _ = encoder.begin("HL", if: true)
    encoder.word(String(levels))
    encoder.word(parent.map(String.init) ?? "")
    encoder.constant(code)
    encoder.constant(hasChild ? "1" : "0")
    encoder.end()
    return levels
  }
}

extension LoopWriter {
  /// Writes the segments of a loop: as we write them, or as they were read where nothing has changed.
  mutating func segments<Mapping: LoopMapping>(
    _: Mapping.Type, _ value: inout Mapping.Value, _ asWritten: AsWritten?
  ) {
    guard let written = asWritten?.segments, written != AsWritten.Segments() else {
      return Mapping.map(&encoder, &value)
    }
    comparison.loop = encoder.loop
    let new = comparison.segments(Mapping.self, &value)
    for merged in written.merged(with: new.segments) {
      if let index = merged.new {
        for (segment, error) in new.errors where segment == index {
          encoder.errors.append((encoder.count, error))
        }
      }
      encoder.write(merged.segment)
    }
  }

  /// Writes the loops below a loop: in our order, or as they were read, with those between them that have
  /// no place in the model.
  mutating func inOrder(
    _ children: [Child], _ asWritten: AsWritten?, _ write: (inout LoopWriter, Child.Part) -> Void
  ) {
    var left = children
    for slot in asWritten?.loops ?? [] {
      switch slot {
      case .kept(let loop): self.write(loop)
      case .modelled(let id):
        let index =
          left.firstIndex { $0.loop.description == id }
          ?? left.firstIndex { $0.loop.description.prefix(4) == id.prefix(4) }
        guard let index else { continue }
        encoder.loop = left[index].loop
        write(&self, left.remove(at: index).part)
      }
    }
    for child in left {
      encoder.loop = child.loop
      write(&self, child.part)
    }
  }

  private mutating func write(_ loop: WrittenLoop) {
    for segment in loop.segments { encoder.write(segment) }
    for inner in loop.loops { write(inner) }
    for segment in loop.trailer { encoder.write(segment) }
  }
}

/// A hierarchical level that claims may share, by the claim for which it was written.
private final class OpenLevel: Sendable {
  let claim: Claim
  let level: Int

  init(_ claim: Claim, _ level: Int) {
    self.claim = claim
    self.level = level
  }
}

/// A loop below another, to be written: which it is, and what of the model goes into it.
struct Child {
  /// What goes into a loop; the number is the position in its list.
  enum Part {
    case billing, payToAddress, payToPlan, subscriber, payer, patient
    case provider(Int)
    case otherPayer(Int)
    case line(Int)
    case drug(Int)
    case adjudication(Int)
    case form(Int)
  }

  let loop: StaticString
  let part: Part

  init(_ loop: StaticString, _ part: Part) {
    self.loop = loop
    self.part = part
  }
}

extension SegmentEncoder {
  /// The segments that a loop's values become, and what in them could not be written.
  mutating func segments<Mapping: LoopMapping>(
    _: Mapping.Type, _ value: inout Mapping.Value
  ) -> (segments: [WrittenSegment], errors: [(segment: Int, error: TransactionSetError)]) {
    bytes.removeAll(keepingCapacity: true)
    errors = []
    count = 0
    Mapping.map(&self, &value)
    let segments = bytes.split(separator: NeutralForm.terminator).map { NeutralForm.segment($0) }
    return (segments, errors)
  }
}

extension Claim {
  fileprivate func sharesBilling(_ other: Claim) -> Bool {
    billingProvider == other.billingProvider && currency == other.currency
      && payToAddress == other.payToAddress && payToPlan == other.payToPlan
      && levelsAsWritten.billing == other.levelsAsWritten.billing
  }

  fileprivate func sharesSubscriber(_ other: Claim) -> Bool {
    coverage == other.coverage && levelsAsWritten.subscriber == other.levelsAsWritten.subscriber
      && (coverage.relationship != .`self` || patient == other.patient)
  }

  fileprivate func sharesPatient(_ other: Claim) -> Bool {
    patient == other.patient && levelsAsWritten.patient == other.levelsAsWritten.patient
  }
}
