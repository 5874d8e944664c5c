// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values
public import X12

extension Remittance {
  /// Reads a whole 835 from its loops; large ones are better read by a ``RemittanceReader``.
  ///
  /// - Complexity: O(*n*) in the segments, time and memory.
  public init(_ set: Loop) { self = LoopReading.read(set) }

  /// Reads a remittance from JSON made by ``json``.
  ///
  /// - Throws: ``JSONFault`` with the member that is of the wrong kind or that no field has.
  public init(json: JSON) throws(JSONFault) { self = try JSONReading.read(json) }

  /// The 835 as loops, all but its SE; what is unchanged since it was read stands as it was read.
  public var loop: Loop { LoopWriting.write(self, as: "ST") }

  /// The remittance in JSON, the members named as the trade names them.
  public var json: JSON { JSONWriting.json(self) }
}

extension RemittanceClaim {
  /// Reads a claim from a loop 2100 of an 835.
  public init(_ loop: Loop) { self = LoopReading.read(loop) }

  /// Reads a claim from JSON made by ``json``.
  ///
  /// - Throws: ``JSONFault`` with the member that is of the wrong kind or that no field has.
  public init(json: JSON) throws(JSONFault) { self = try JSONReading.read(json) }

  /// The claim as a loop 2100.
  public var loop: Loop { LoopWriting.write(self, as: "2100") }

  /// The claim in JSON.
  public var json: JSON { JSONWriting.json(self) }
}

extension ClaimStatusReport {
  /// Reads a 276, 277 or 277CA from its loops.
  public init(_ set: Loop) { self = LoopReading.read(set) }

  /// Reads a report from JSON made by ``json``.
  ///
  /// - Throws: ``JSONFault`` with the member that is of the wrong kind or that no field has.
  public init(json: JSON) throws(JSONFault) { self = try JSONReading.read(json) }

  /// The transaction set as loops, all but its SE.
  public var loop: Loop { LevelNumbering.numbered(LoopWriting.write(self, as: "ST")) }

  /// The report in JSON.
  public var json: JSON { JSONWriting.json(self) }
}

extension Eligibility {
  /// Reads a 270 or 271 from its loops.
  public init(_ set: Loop) { self = LoopReading.read(set) }

  /// Reads one from JSON made by ``json``.
  ///
  /// - Throws: ``JSONFault`` with the member that is of the wrong kind or that no field has.
  public init(json: JSON) throws(JSONFault) { self = try JSONReading.read(json) }

  /// The transaction set as loops, all but its SE.
  public var loop: Loop { LevelNumbering.numbered(LoopWriting.write(self, as: "ST")) }

  /// The same in JSON.
  public var json: JSON { JSONWriting.json(self) }
}

extension Review {
  /// Reads a 278 from its loops.
  public init(_ set: Loop) { self = LoopReading.read(set) }

  /// Reads one from JSON made by ``json``.
  ///
  /// - Throws: ``JSONFault`` with the member that is of the wrong kind or that no field has.
  public init(json: JSON) throws(JSONFault) { self = try JSONReading.read(json) }

  /// The transaction set as loops, all but its SE.
  public var loop: Loop { LevelNumbering.numbered(LoopWriting.write(self, as: "ST")) }

  /// The same in JSON.
  public var json: JSON { JSONWriting.json(self) }
}

extension Enrolment {
  /// Reads an 834 from its loops; large ones are better read by an ``EnrolmentReader``.
  public init(_ set: Loop) { self = LoopReading.read(set) }

  /// Reads one from JSON made by ``json``.
  ///
  /// - Throws: ``JSONFault`` with the member that is of the wrong kind or that no field has.
  public init(json: JSON) throws(JSONFault) { self = try JSONReading.read(json) }

  /// The transaction set as loops, all but its SE.
  public var loop: Loop { LoopWriting.write(self, as: "ST") }

  /// The same in JSON.
  public var json: JSON { JSONWriting.json(self) }
}

extension PremiumPayment {
  /// Reads an 820 from its loops.
  public init(_ set: Loop) { self = LoopReading.read(set) }

  /// Reads one from JSON made by ``json``.
  ///
  /// - Throws: ``JSONFault`` with the member that is of the wrong kind or that no field has.
  public init(json: JSON) throws(JSONFault) { self = try JSONReading.read(json) }

  /// The transaction set as loops, all but its SE.
  public var loop: Loop { LoopWriting.write(self, as: "ST") }

  /// The same in JSON.
  public var json: JSON { JSONWriting.json(self) }
}

extension PatientInformation {
  /// Reads a 275 from its loops.
  public init(_ set: Loop) { self = LoopReading.read(set) }

  /// Reads one from JSON made by ``json``.
  ///
  /// - Throws: ``JSONFault`` with the member that is of the wrong kind or that no field has.
  public init(json: JSON) throws(JSONFault) { self = try JSONReading.read(json) }

  /// The transaction set as loops, all but its SE.
  public var loop: Loop { LoopWriting.write(self, as: "ST") }

  /// The same in JSON.
  public var json: JSON { JSONWriting.json(self) }
}

extension Member {
  /// Reads a member from a loop 2000 of an 834.
  public init(_ loop: Loop) { self = LoopReading.read(loop) }

  /// Reads a member from JSON made by ``json``.
  ///
  /// - Throws: ``JSONFault`` with the member that is of the wrong kind or that no field has.
  public init(json: JSON) throws(JSONFault) { self = try JSONReading.read(json) }

  /// The member as a loop 2000.
  public var loop: Loop { LoopWriting.write(self, as: "2000") }

  /// The member in JSON.
  public var json: JSON { JSONWriting.json(self) }
}
