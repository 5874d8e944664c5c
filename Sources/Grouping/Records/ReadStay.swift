// SPDX-License-Identifier: Apache-2.0

public import Values

/// A stay as a document has it.
public struct ReadStay: Sendable {
  /// The document's own name for it.
  public var id: String?
  /// The version of the grouper that it names; nothing where the day of discharge decides.
  public var version: Int?
  /// The stay.
  public var stay: InpatientRecord
  /// The diagnoses and procedures as they are written, in the stay's order.
  public var diagnoses: [String]
  /// The procedures likewise.
  public var procedures: [String]

  /// Makes a stay from the codes as they are written.
  ///
  /// - Parameters:
  ///   - stay: Everything but diagnoses and procedures, which are set from the texts.
  ///   - diagnoses: Each with its indicator, the principal one first.
  public init(
    id: String? = nil, version: Int? = nil, _ stay: InpatientRecord,
    diagnoses: [(code: String, present: PresentOnAdmission)], procedures: [String]
  ) {
    self.id = id
    self.version = version
    self.stay = stay
    self.diagnoses = diagnoses.map(\.code)
    self.procedures = procedures
    self.stay.diagnoses = diagnoses.map { CodedDiagnosis($0.code, present: $0.present) }
    self.stay.procedures = procedures.map { CodedDiagnosis($0).code }
  }

  /// Reads a record of the kind that ``InpatientFilter`` reads.
  ///
  /// - Returns: The stay; or what is wrong, all of it.
  public static func read(
    _ bytes: [UInt8], line number: Int = 1
  ) -> (stay: ReadStay?, findings: [Finding]) {
    bytes.withUnsafeBufferPointer { bytes in
      var line = InpatientLine()
      line.read(bytes)
      let findings = line.findings(number)
      guard findings.isEmpty else { return (nil, findings) }
      func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
      }
      let id = text(line.id)
      let isQuoted = id.hasPrefix("\"") && id.count > 1
      return (
        ReadStay(
          id: line.id.isEmpty ? nil : isQuoted ? String(id.dropFirst().dropLast()) : id,
          version: line.version > 0 ? line.version : nil, line.stay,
          diagnoses: line.diagnoses.map(text), procedures: line.procedures.map(text)), []
      )
    }
  }

  private init(
    id: String?, version: Int?, _ stay: InpatientRecord, diagnoses: [String], procedures: [String]
  ) {
    self.id = id
    self.version = version
    self.stay = stay
    self.diagnoses = diagnoses
    self.procedures = procedures
  }
}

extension InpatientLine {
  /// What is wrong with the line.
  func findings(_ number: Int) -> [Finding] {
    if let brokenAt {
      return [Finding("group.not-json", .rejects, at: .text(line: number, byte: brokenAt + 1))]
    }
    return faults.map {
      Finding(
        "group.member", .rejects, at: .text(line: number, byte: nil),
        facts: [
          .init("member", $0.member.description), .init("expected", $0.expected.description),
        ])
    }
  }
}
