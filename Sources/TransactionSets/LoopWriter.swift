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
  private var billing: (claim: Claim, level: Int)?
  private var subscriber: (claim: Claim, level: Int)?
  /// For each open loop that was read with loops unknown to the model, what of it is still to be written.
  private var slots: [ArraySlice<AsWritten.Slot>] = []

  init(delimiters: Delimiters, lineBreaks: Bool, sharesLevels: Bool) {
    encoder = SegmentEncoder(delimiters: delimiters, lineEnd: lineBreaks ? [0x0A] : [])
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
    var claim = claim
    writeLevels(&claim)
    writeClaim(&claim)
    guard let error = encoder.errors.first?.error else { return }
    encoder.errors = []
    encoder.bytes.removeLast(encoder.bytes.count - before.0)
    (encoder.count, levels, billing, subscriber) = (before.1, before.2, before.3, before.4)
    slots = []
    throw error
  }

  private mutating func writeLevels(_ claim: inout Claim) {
    let parent: Int
    if let billing, billing.claim.sharesBilling(claim) {
      parent = billing.level
    } else {
      parent = level("2000A", parent: nil, code: "20", hasChild: true)
      writeBilling(&claim)
      billing = (claim, parent)
      subscriber = nil
    }
    let isSubscriber = claim.coverage.relationship == .`self`
    if sharesLevels, let subscriber, subscriber.claim.sharesSubscriber(claim) {
      if isSubscriber || subscriber.claim.sharesPatient(claim) { return }
      writePatient(&claim, parent: subscriber.level)
      self.subscriber = (claim, subscriber.level)
      return
    }
    let own = level("2000B", parent: parent, code: "22", hasChild: !isSubscriber)
    writeSubscriber(&claim)
    if !isSubscriber { writePatient(&claim, parent: own) }
    if sharesLevels { subscriber = (claim, own) }
  }

  private mutating func writeBilling(_ claim: inout Claim) {
    segments(BillingLevel.self, &claim, claim.levelsAsWritten.billing)
    open(claim.levelsAsWritten.billing)
    child("2010AA")
    segments(BillingProviderLoop.self, &claim.billingProvider, claim.billingProvider.asWritten)
    if var address = claim.payToAddress {
      child("2010AB")
      segments(PayToAddressLoop.self, &address, address.asWritten)
    }
    if var plan = claim.payToPlan {
      child("2010AC")
      segments(PayToPlanLoop.self, &plan, plan.asWritten)
    }
    close()
  }

  private mutating func writeSubscriber(_ claim: inout Claim) {
    segments(SubscriberLevel.self, &claim, claim.levelsAsWritten.subscriber)
    open(claim.levelsAsWritten.subscriber)
    child("2010BA")
    let isSubscriber = claim.coverage.relationship == .`self`
    let person = isSubscriber ? claim.patient.person : claim.coverage.subscriber
    var held = SubscriberLoop.Value(
      person: person ?? Person(name: PersonName(family: "")), id: claim.coverage.subscriberID)
    segments(SubscriberLoop.self, &held, held.person.asWritten)
    child("2010BB")
    segments(PayerLoop.self, &claim.coverage.payer, claim.coverage.payer.asWritten)
    close()
  }

  private mutating func writePatient(_ claim: inout Claim, parent: Int) {
    _ = level("2000C", parent: parent, code: "23", hasChild: false)
    segments(PatientLevel.self, &claim, claim.levelsAsWritten.patient)
    open(claim.levelsAsWritten.patient)
    child("2010CA")
    segments(PatientLoop.self, &claim.patient.person, claim.patient.person.asWritten)
    close()
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

  /// Begins to write the loops below a loop.
  mutating func open(_ asWritten: AsWritten?) { slots.append((asWritten?.loops ?? [])[...]) }

  /// Names the next loop below, after those that were read before it and have no place in the model.
  mutating func child(_ id: StaticString) {
    encoder.loop = id
    guard let last = slots.indices.last, !slots[last].isEmpty else { return }
    writeKept()
    if case .modelled = slots[last].first { slots[last].removeFirst() }
    encoder.loop = id
  }

  /// Ends the loops below a loop.
  mutating func close() {
    if slots.last?.isEmpty == false {
      while slots[slots.count - 1].isEmpty == false {
        if case .modelled = slots[slots.count - 1].first { slots[slots.count - 1].removeFirst() }
        writeKept()
      }
    }
    slots.removeLast()
  }

  private mutating func writeKept() {
    let last = slots.count - 1
    while case .kept(let loop) = slots[last].first {
      slots[last].removeFirst()
      write(loop)
    }
  }

  private mutating func write(_ loop: WrittenLoop) {
    for segment in loop.segments { encoder.write(segment) }
    for inner in loop.loops { write(inner) }
    for segment in loop.trailer { encoder.write(segment) }
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
