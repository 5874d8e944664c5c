// SPDX-License-Identifier: Apache-2.0

public import X12

extension GroupAcknowledgement {
  /// The segments of a 999 between ST and SE: AK1 to AK9.
  public var segments: [Segment] {
    var all = [
      Segment("AK1", [.text(functionalIdentifier), .text(controlNumber), Element(version)])
    ]
    for set in sets { all += set.allSegments }
    let counts = [included, received, accepted].map { Element.text(String($0)) }
    all.append(Segment("AK9", [.text(code.rawValue)] + counts + errors.map { .text($0) }))
    return all
  }
}

extension SetAcknowledgement {
  fileprivate var allSegments: [Segment] {
    var all = [Segment("AK2", [.text(set), .text(controlNumber), Element(version)])]
    for fault in segments {
      all.append(
        Segment(
          "IK3",
          [
            .text(fault.id), .text(String(fault.position)), Element(fault.loop),
            .text(fault.code),
          ]))
      all += fault.triggers.prefix(9).map(\.asSegment)
      if let unit = fault.unit {
        all.append(Segment("CTX", [.composite([unit.name, unit.value])]))
      }
      for element in fault.elements {
        all.append(
          Segment(
            "IK4",
            [
              element.place.asElement, Element(element.dataElement), .text(element.code),
              Element(element.copy),
            ]))
        all += element.triggers.prefix(10).map(\.asSegment)
      }
    }
    all.append(Segment("IK5", [.text(code.rawValue)] + errors.map { .text($0) }))
    return all
  }
}

extension FaultTrigger {
  fileprivate var asSegment: Segment {
    Segment(
      "CTX",
      [
        "SITUATIONAL TRIGGER", .text(segment), .text(String(position)), Element(loop),
        place?.asElement ?? .empty, Element(dataElement),
      ])
  }

  fileprivate init?(_ context: Segment) {
    guard context.text(1).hasPrefix(Self.name), let position = Int(context.text(3)) else {
      return nil
    }
    self.init(
      context.text(2), position: position, loop: context.optional(4),
      place: ElementPlace(context, 5),
      dataElement: context.optional(6))
  }

  private static let name = "SITUATIONAL TRIGGER"
}

extension ElementPlace {
  fileprivate var asElement: Element {
    let parts = [element, component, repetition].map { $0.map(String.init) ?? "" }
    return component == nil && repetition == nil ? .text(parts[0]) : .composite(parts)
  }

  fileprivate init?(_ segment: Segment, _ number: Int) {
    guard let element = Int(segment.text(number)) else { return nil }
    self.init(
      element, component: Int(segment.text(number, component: 2)),
      repetition: Int(segment.text(number, component: 3)))
  }
}

extension Segment {
  /// The text of an element; nothing where it is empty.
  func optional(_ number: Int) -> String? { isEmpty(number) ? nil : text(number) }

  /// The texts from an element to the last that is not empty.
  fileprivate func texts(from number: Int) -> [String] {
    number > elements.count ? [] : (number...elements.count).map { text($0) }.filter { !$0.isEmpty }
  }
}

/// Reads 999s and 997s, segment by segment.
///
/// A 997 says AK3, AK4 and AK5 for IK3, IK4 and IK5. What cannot stand where it stands is passed over: it is
/// for a validator to judge the acknowledgement itself.
struct GroupAcknowledgementReader {
  private var group: GroupAcknowledgement?
  private var set: SetAcknowledgement?

  /// Takes a segment after the ST; gives the acknowledgement that it ends.
  mutating func take(_ segment: Segment) -> GroupAcknowledgement? {
    switch segment.id {
    case "AK1":
      group = GroupAcknowledgement(
        functionalIdentifier: segment.text(1), controlNumber: segment.text(2),
        version: segment.optional(3))
    case "AK2":
      set = SetAcknowledgement(
        set: segment.text(1), controlNumber: segment.text(2), version: segment.optional(3))
    case "IK3", "AK3":
      set?.segments.append(
        SegmentFault(
          segment.text(1), position: Int(segment.text(2)) ?? 0, loop: segment.optional(3),
          code: segment.text(4)))
    case "IK4", "AK4": takeElement(segment)
    case "CTX": takeContext(segment)
    case "IK5", "AK5": endSet(segment)
    case "AK9": return endGroup(segment)
    default: break
    }
    return nil
  }

  private mutating func takeElement(_ segment: Segment) {
    guard let place = ElementPlace(segment, 1), let last = set?.segments.indices.last else {
      return
    }
    set?.segments[last].elements.append(
      ElementFault(
        place, dataElement: segment.optional(2), code: segment.text(3), copy: segment.optional(4)))
  }

  private mutating func takeContext(_ segment: Segment) {
    guard let last = set?.segments.indices.last else { return }
    if let trigger = FaultTrigger(segment) {
      if let element = set?.segments[last].elements.indices.last {
        set?.segments[last].elements[element].triggers.append(trigger)
      } else {
        set?.segments[last].triggers.append(trigger)
      }
    } else {
      set?.segments[last].unit = BusinessUnit(segment.text(1), segment.text(1, component: 2))
    }
  }

  private mutating func endSet(_ segment: Segment) {
    guard var done = set, let code = AcknowledgementCode(rawValue: segment.text(1)) else { return }
    done.code = code
    done.errors = segment.texts(from: 2)
    group?.sets.append(done)
    set = nil
  }

  private mutating func endGroup(_ segment: Segment) -> GroupAcknowledgement? {
    guard var done = group, let code = AcknowledgementCode(rawValue: segment.text(1)) else {
      return nil
    }
    done.code = code
    done.included = Int(segment.text(2)) ?? 0
    done.received = Int(segment.text(3)) ?? 0
    done.accepted = Int(segment.text(4)) ?? 0
    done.errors = segment.texts(from: 5)
    group = nil
    return done
  }
}
