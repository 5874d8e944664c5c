// SPDX-License-Identifier: Apache-2.0

/// What a receiver says of a functional group and each of its transaction sets: a 999, or a 997 of
/// earlier versions.
///
/// Source: 005010X231A1.
public struct GroupAcknowledgement: Hashable, Sendable {
  /// AK101: the functional identifier of the group, such as `HC`.
  public var functionalIdentifier: String
  /// AK102: GS06 of the group.
  public var controlNumber: String
  /// AK103: GS08 of the group; a 997 of version 4010 has none.
  public var version: String?
  /// What is said of each transaction set.
  public var sets: [SetAcknowledgement] = []
  /// AK901: the verdict.
  public var code = AcknowledgementCode.accepted
  /// AK902: how many sets the group says that it has.
  public var included = 0
  /// AK903: how many there were.
  public var received = 0
  /// AK904: how many were accepted.
  public var accepted = 0
  /// AK905 to AK909: what is wrong with the group itself.
  public var errors: [String] = []

  /// Makes an acknowledgement.
  public init(functionalIdentifier: String, controlNumber: String, version: String? = nil) {
    self.functionalIdentifier = functionalIdentifier
    self.controlNumber = controlNumber
    self.version = version
  }
}

/// What a receiver says of a transaction set: AK2 to IK5.
public struct SetAcknowledgement: Hashable, Sendable {
  /// AK201: ST01 of the set.
  public var set: String
  /// AK202: ST02 of the set.
  public var controlNumber: String
  /// AK203: ST03 of the set.
  public var version: String?
  /// What is wrong with segments.
  public var segments: [SegmentFault] = []
  /// IK501: the verdict.
  public var code = AcknowledgementCode.accepted
  /// IK502 to IK506: what is wrong with the set.
  public var errors: [String] = []

  /// Makes an acknowledgement.
  public init(set: String, controlNumber: String, version: String? = nil) {
    self.set = set
    self.controlNumber = controlNumber
    self.version = version
  }
}

/// A segment with which something is wrong: IK3 and what follows it.
public struct SegmentFault: Hashable, Sendable {
  /// IK301: the segment.
  public var id: String
  /// IK302: its position in the set; ST is 1.
  public var position: Int
  /// IK303: its loop, four characters at most.
  public var loop: String?
  /// IK304: what is wrong: 1 to 8, I4, I6 to I9.
  public var code: String
  /// CTX: what made the guide ask for it.
  public var triggers: [FaultTrigger] = []
  /// CTX: the claim or the like in which it stands.
  public var unit: BusinessUnit?
  /// What is wrong with elements.
  public var elements: [ElementFault] = []

  /// Makes a fault.
  public init(_ id: String, position: Int, loop: String? = nil, code: String) {
    self.id = id
    self.position = position
    self.loop = loop
    self.code = code
  }
}

/// An element with which something is wrong: IK4 and what follows it.
public struct ElementFault: Hashable, Sendable {
  /// IK401: where in the segment.
  public var place: ElementPlace
  /// IK402: the data element by its number in the standard.
  public var dataElement: String?
  /// IK403: what is wrong: 1 to 10, 12, 13, I6, I9 to I13.
  public var code: String
  /// IK404: what was sent.
  public var copy: String?
  /// CTX: what made the guide ask for it.
  public var triggers: [FaultTrigger] = []

  /// Makes a fault.
  public init(
    _ place: ElementPlace, dataElement: String? = nil, code: String, copy: String? = nil
  ) {
    self.place = place
    self.dataElement = dataElement
    self.code = code
    self.copy = copy
  }
}

/// Where in a segment an element stands: the composite C030.
public struct ElementPlace: Hashable, Sendable {
  /// The element, counted from 1.
  public var element: Int
  /// The component of a composite, counted from 1; nothing for the whole element.
  public var component: Int?
  /// The repetition of a repeated element, counted from 1.
  public var repetition: Int?

  /// Makes a place.
  public init(_ element: Int, component: Int? = nil, repetition: Int? = nil) {
    self.element = element
    self.component = component
    self.repetition = repetition
  }
}

/// The segment or element whose presence or value made the guide ask for another: CTX with
/// `SITUATIONAL TRIGGER`.
public struct FaultTrigger: Hashable, Sendable {
  /// CTX02: the segment.
  public var segment: String
  /// CTX03: its position in the set.
  public var position: Int
  /// CTX04: its loop.
  public var loop: String?
  /// CTX05: the element.
  public var place: ElementPlace?
  /// CTX06: the data element by its number in the standard.
  public var dataElement: String?

  /// Makes a trigger.
  public init(
    _ segment: String, position: Int, loop: String? = nil, place: ElementPlace? = nil,
    dataElement: String? = nil
  ) {
    self.segment = segment
    self.position = position
    self.loop = loop
    self.place = place
    self.dataElement = dataElement
  }
}

/// The claim, inquiry or member in which something is wrong, by the number that its sender knows it by.
public struct BusinessUnit: Hashable, Sendable {
  /// Which element the number is, as the guide names it: `CLM01`, `TRN02`, `SUBSCRIBER NUMBER REF02`.
  public var name: String
  /// The number.
  public var value: String

  /// Makes a unit.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
