// SPDX-License-Identifier: Apache-2.0

public import Values

/// What an interchange states about itself in its ISA and GS segments.
///
/// Everything is passed in: this layer has no clock and no counter.
public struct InterchangeHeader: Hashable, Sendable {
  /// A party of an interchange.
  public struct Party: Hashable, Sendable {
    /// Which list the identifier is from; `ZZ` is by agreement.
    public var qualifier: String
    /// The identifier, at most 15 characters.
    public var id: String

    /// Makes a party.
    public init(qualifier: String = "ZZ", id: String) {
      self.qualifier = qualifier
      self.id = id
    }
  }

  /// Whether the interchange is meant for work or for trying; the raw value is X12's code.
  public enum Usage: String, Hashable, Sendable {
    /// For trying out.
    case test = "T"
    /// For work.
    case production = "P"
  }

  /// Who sends.
  public var sender: Party
  /// Who receives.
  public var receiver: Party
  /// The code of the sender's application in GS02; nothing where it is the sender's identifier.
  public var groupSender: String?
  /// The code of the receiver's application in GS03; nothing where it is the receiver's identifier.
  public var groupReceiver: String?
  /// The day on which the interchange is made.
  public var date: CalendarDate
  /// The time at which it is made: four digits, `hhmm`.
  public var time: String
  /// The control number, 1 to 999999999; groups and sets count from it within the interchange.
  public var controlNumber: Int
  /// For work or for trying.
  public var usage: Usage

  /// Makes a header; for trying unless said otherwise.
  public init(
    sender: Party, receiver: Party, date: CalendarDate, time: String, controlNumber: Int,
    usage: Usage = .test
  ) {
    self.sender = sender
    self.receiver = receiver
    self.date = date
    self.time = time
    self.controlNumber = controlNumber
    self.usage = usage
  }
}

extension SegmentWriter {
  /// Writes the ISA segment, whose elements all have a fixed width.
  ///
  /// - Throws: ``X12Error`` with `tooLong` where an identifier has no room.
  public mutating func writeInterchangeHeader(_ header: InterchangeHeader) throws(X12Error) {
    let text: [(String, Int)] = [
      ("00", 2), ("", 10), ("00", 2), ("", 10), (header.sender.qualifier, 2),
      (header.sender.id, 15),
      (header.receiver.qualifier, 2), (header.receiver.id, 15),
      (String(header.date.compact.dropFirst(2)), 6), (header.time, 4),
    ]
    var elements: [String] = []
    for (index, (value, width)) in text.enumerated() {
      guard value.utf8.count <= width else {
        throw X12Error(.tooLong, segment: "ISA", element: index + 1)
      }
      elements.append(value + String(repeating: " ", count: width - value.utf8.count))
    }
    elements += ["00501", Self.nineDigits(header.controlNumber), "0", header.usage.rawValue]
    try writeHeader(elements)
  }

  /// Writes the GS segment of a functional group.
  public mutating func writeGroupHeader(
    _ header: InterchangeHeader, functionalIdentifier: String, groupNumber: Int, version: String
  ) throws(X12Error) {
    try write(
      "GS",
      [
        .text(functionalIdentifier), .text(header.groupSender ?? header.sender.id),
        .text(header.groupReceiver ?? header.receiver.id),
        .text(header.date.compact), .text(header.time), .text(String(groupNumber)), "X",
        .text(version),
      ])
  }

  /// Writes the IEA segment.
  public mutating func writeInterchangeTrailer(groups: Int, controlNumber: Int) throws(X12Error) {
    try write("IEA", [.text(String(groups)), .text(Self.nineDigits(controlNumber))])
  }

  static func nineDigits(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 9 - digits.utf8.count)) + digits
  }
}
