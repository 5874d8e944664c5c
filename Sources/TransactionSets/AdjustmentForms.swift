// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// An adjustment by itself, as JSON shows it.
struct AdjustmentForm: FieldFormOver {
  var value = Adjustment()

  init() {}
  init(_ value: Adjustment) { self.value = value }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(0, "group", &value.group)
    pass.value(1, "reason", &value.reason)
    pass.value(2, "amount", &value.amount)
    pass.value(3, "quantity", &value.quantity)
  }
}

/// The adjustments of one group: a CAS segment with up to six triplets.
struct AdjustmentSegment: FieldForm {
  private struct Triplet: FieldForm {
    var value = Adjustment()

    mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
      pass.value(1, "reason", &value.reason)
      pass.value(2, "amount", &value.amount)
      pass.value(3, "quantity", &value.quantity)
    }
  }

  static let room = 6
  var group = ""
  private var triplets: [Triplet] = []

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "group", &group)
    pass.groups([2, 5, 8, 11, 14, 17], "adjustments", &triplets)
  }

  /// Puts adjustments into segments: those of one group that stand together go into one.
  static func segments(_ adjustments: [Adjustment]) -> [AdjustmentSegment] {
    var segments: [AdjustmentSegment] = []
    for adjustment in adjustments {
      if segments.last?.group != adjustment.group || segments.last?.triplets.count == room {
        segments.append(AdjustmentSegment())
        segments[segments.count - 1].group = adjustment.group
      }
      segments[segments.count - 1].triplets.append(Triplet(value: adjustment))
    }
    return segments
  }

  var count: Int { triplets.count }

  var adjustments: [Adjustment] {
    triplets.map {
      Adjustment(group, $0.value.reason, $0.value.amount, quantity: $0.value.quantity)
    }
  }
}

/// The adjustments of one provider and fiscal period: a PLB segment with up to six pairs.
struct ProviderAdjustmentSegment: FieldForm {
  private struct Pair: FieldForm {
    var identifier: Identifier? = Identifier()
    var amount = Money.zero

    mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
      pass.composite(1, "identifier", &identifier)
      pass.value(2, "amount", &amount)
    }
  }

  private struct Identifier: FieldForm {
    var reason = ""
    var reference: String?

    mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
      pass.value(1, "reason", &reason)
      pass.value(2, "reference", &reference)
    }
  }

  static let room = 6
  private var provider = ""
  private var fiscalPeriodEnd: CalendarDate?
  private var pairs: [Pair] = []

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "provider", &provider)
    pass.value(2, "fiscalPeriodEnd", &fiscalPeriodEnd)
    pass.groups([3, 5, 7, 9, 11, 13], "adjustments", &pairs)
  }

  /// Puts adjustments into segments: those of one provider and period that stand together go into one.
  static func segments(_ adjustments: [ProviderAdjustment]) -> [ProviderAdjustmentSegment] {
    var segments: [ProviderAdjustmentSegment] = []
    for adjustment in adjustments {
      let last = segments.last
      if last?.provider != adjustment.provider
        || last?.fiscalPeriodEnd != adjustment.fiscalPeriodEnd || last?.pairs.count == room
      {
        var segment = ProviderAdjustmentSegment()
        segment.provider = adjustment.provider
        segment.fiscalPeriodEnd = adjustment.fiscalPeriodEnd
        segments.append(segment)
      }
      let identifier = Identifier(reason: adjustment.reason, reference: adjustment.reference)
      segments[segments.count - 1].pairs.append(
        Pair(identifier: identifier, amount: adjustment.amount))
    }
    return segments
  }

  var count: Int { pairs.count }

  var adjustments: [ProviderAdjustment] {
    pairs.map {
      ProviderAdjustment(
        provider: provider, fiscalPeriodEnd: fiscalPeriodEnd, reason: $0.identifier?.reason ?? "",
        reference: $0.identifier?.reference, amount: $0.amount)
    }
  }
}

extension ProviderAdjustment: FieldForm {
  init() { self.init(provider: "") }

  /// As JSON shows it; segments hold several at once.
  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "provider", &provider)
    pass.value(2, "fiscalPeriodEnd", &fiscalPeriodEnd)
    pass.value(3, "reason", &reason)
    pass.value(4, "reference", &reference)
    pass.value(5, "amount", &amount)
  }
}

extension LoopPass {
  /// Adjustments, as many to a segment as it has room for.
  mutating func adjustments(_ name: String, _ list: inout [Adjustment]) {
    guard !Self.isJSON else {
      all("CAS", name, &list, as: AdjustmentForm.self)
      return
    }
    var segments = AdjustmentSegment.segments(list)
    all("CAS", name, [], &segments)
    guard !Self.isWriting else { return }
    list = segments.flatMap(\.adjustments)
    if AdjustmentSegment.segments(list).map(\.count) != segments.map(\.count) { isSpread() }
  }

  /// Adjustments beside the claims, as many to a segment as it has room for.
  mutating func providerAdjustments(_ name: String, _ list: inout [ProviderAdjustment]) {
    guard !Self.isJSON else {
      all("PLB", name, [], &list)
      return
    }
    var segments = ProviderAdjustmentSegment.segments(list)
    all("PLB", name, [], &segments)
    guard !Self.isWriting else { return }
    list = segments.flatMap(\.adjustments)
    if ProviderAdjustmentSegment.segments(list).map(\.count) != segments.map(\.count) { isSpread() }
  }
}
