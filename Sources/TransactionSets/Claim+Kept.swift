// SPDX-License-Identifier: Apache-2.0

public import Claims
import Values

/// A segment of a claim that no field of the model stands for, and where it was.
public struct KeptSegment: Hashable, Sendable {
  /// The loops from the outermost, each with its number among those of its name where there may be several:
  /// `2300/2400[2]/2430[1]`.
  public let loop: String
  /// The segment.
  public let segment: WrittenSegment

  /// The segment as text with the usual delimiters.
  public var text: String {
    segment.id
      + segment.elements.map { repetitions in
        "*" + repetitions.map { $0.joined(separator: ":") }.joined(separator: "^")
      }.joined()
  }

  var json: JSON { .members(("loop", .string(loop)), ("segment", .string(text))) }
}

extension Claim {
  /// What a claim that was read had and no field of the model stands for, in the order of the claim.
  ///
  /// Segments that only spell otherwise what a field says, such as an amount with a zero at its end, are
  /// not among them.
  public var kept: [KeptSegment] {
    var kept = KeptSegments()
    kept.add(levelsAsWritten.billing, "2000A")
    kept.add(billingProvider.asWritten, "2000A/2010AA")
    kept.add(payToAddress?.asWritten, "2000A/2010AB")
    kept.add(payToPlan?.asWritten, "2000A/2010AC")
    kept.add(levelsAsWritten.subscriber, "2000B")
    let isSubscriber = coverage.relationship == .`self`
    let holder = isSubscriber ? patient.person.asWritten : coverage.subscriber?.asWritten
    kept.add(holder, "2000B/2010BA")
    kept.add(coverage.payer.asWritten, "2000B/2010BB")
    kept.add(levelsAsWritten.patient, "2000C")
    if !isSubscriber { kept.add(patient.person.asWritten, "2000C/2010CA") }
    kept.add(asWritten, "2300")
    kept.add(providers) { "2300/\($0.claimLoop(kind))" }
    for (index, payer) in otherPayers.enumerated() {
      let loop = "2300/2320[\(index + 1)]"
      kept.add(payer.asWritten, loop)
      kept.add(payer.coverage.subscriber?.asWritten, loop + "/2330A")
      kept.add(payer.coverage.payer.asWritten, loop + "/2330B")
      kept.add(payer.providers) { "\(loop)/\($0.otherPayerLoop(kind))" }
    }
    for line in lines { kept.add(line, kind) }
    return kept.segments
  }
}

/// The collecting of what was kept.
private struct KeptSegments {
  var segments: [KeptSegment] = []

  mutating func add(_ written: AsWritten?, _ loop: String) {
    guard let written else { return }
    for segment in written.segments.withoutField {
      segments.append(KeptSegment(loop: loop, segment: segment))
    }
    for case .kept(let inner) in written.loops {
      // What follows the loops below a loop has the loop's own name.
      add(inner, loop.hasSuffix(inner.id) ? loop : "\(loop)/\(inner.id)")
    }
  }

  mutating func add(_ providers: [ClaimProvider], _ loop: (ProviderRole) -> String) {
    for provider in providers { add(provider.provider.asWritten, loop(provider.role)) }
  }

  mutating func add(_ line: ServiceLine, _ kind: ClaimKind) {
    let loop = "2300/2400[\(line.number)]"
    add(line.asWritten, loop)
    for (index, drug) in line.drugs.enumerated() {
      add(drug.asWritten, "\(loop)/2410[\(index + 1)]")
    }
    add(line.providers) { "\(loop)/\($0.lineLoop(kind))" }
    for (index, adjudication) in line.adjudications.enumerated() {
      add(adjudication.asWritten, "\(loop)/2430[\(index + 1)]")
    }
    for (index, form) in line.forms.enumerated() {
      add(form.asWritten, "\(loop)/2440[\(index + 1)]")
    }
  }

  private mutating func add(_ loop: WrittenLoop, _ name: String) {
    for segment in loop.segments { segments.append(KeptSegment(loop: name, segment: segment)) }
    for inner in loop.loops { add(inner, "\(name)/\(inner.id)") }
    for segment in loop.trailer { segments.append(KeptSegment(loop: name, segment: segment)) }
  }
}

extension AsWritten.Segments {
  /// The segments that say more than the model's fields: those that stand for none of ours, and those with
  /// an element that ours leaves empty.
  fileprivate var withoutField: [WrittenSegment] {
    let pairs = Self.pairs(read, ours)
    return read.enumerated().compactMap { index, segment in
      guard let pair = pairs[index] else { return segment }
      let own = ours[pair].elements
      let isLost = segment.elements.enumerated().contains { place, element in
        !element.allSatisfy { $0.allSatisfy(\.isEmpty) } && (place >= own.count || own[place] == [])
      }
      return isLost ? segment : nil
    }
  }
}
