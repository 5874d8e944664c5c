// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Storage
public import Values

/// The Elixhauser comorbidities of stays.
public struct ElixhauserAnswers: Sendable {
  private let comorbidities: Comorbidities

  /// Opens the newest release of an installation, or that in force on a day.
  ///
  /// - Throws: ``WorkflowFailure``: `elixhauser.not-installed`.
  public init(_ installation: Installation, on day: CalendarDate? = nil) throws(WorkflowFailure) {
    let found = try asWorkflow { () -> Comorbidities? in
      let library = try installation.library()
      guard let release = library.release(of: .elixhauser, .mapping, on: day) else { return nil }
      return Comorbidities(
        try library.codebook(release), rules: Assets.bytes("elixhauser/rules.tsv"))
    }
    guard let found else { throw WorkflowFailure("elixhauser.not-installed", .notInstalled) }
    comorbidities = found
  }

  /// A stay as a record states it.
  private final class Stay {
    let id: JSON?
    let codes: [PackedCode]
    let coded: [Comorbidities.Coded]

    init(id: JSON?, codes: [PackedCode], coded: [Comorbidities.Coded]) {
      self.id = id
      self.codes = codes
      self.coded = coded
    }
  }

  /// Answers records, a line of JSON each, in order.
  ///
  /// - Parameters:
  ///   - path: The file; `-` is the standard input.
  ///   - write: Takes each answer.
  /// - Returns: How many lines could not be answered.
  public func run(_ path: String, write: (JSON) -> Void) throws(WorkflowFailure) -> Int {
    var refused = 0
    do throws(FileFailure) {
      let reader = try LineReader(path)
      while let line = try reader.next() {
        if line.allSatisfy({ $0 <= 0x20 }) { continue }
        do throws(WorkflowFailure) {
          let stay = try stay(line)
          let found = comorbidities.measures(of: stay.coded)
          let names = comorbidities.names(found)
          write(
            .members(
              ("id", stay.id ?? .null), ("comorbidities", .array(names.map(JSON.string))),
              ("count", .int(names.count))))
        } catch {
          refused += 1
          write(
            .members(
              ("line", .int(reader.line)),
              ("findings", .array(error.findings.map(FindingWords.standard.json)))))
        }
      }
    } catch { throw WorkflowFailure(error) }
    return refused
  }

  /// Answers one record with the reasons.
  ///
  /// - Returns: `comorbidities` (with `title` and the diagnoses that make each), `yielding`, `diagnoses`, `release`.
  public func report(_ path: String) throws(WorkflowFailure) -> JSON {
    let bytes = try asWorkflow { try Files.read(path) }
    let stay = try stay(bytes)
    let found = comorbidities.measures(of: stay.coded)
    let names = comorbidities.names(found)
    var makers: [String: [String]] = [:]
    var diagnoses: [JSON] = []
    for (index, code) in stay.codes.enumerated() {
      let presence = stay.coded[index].presence
      let printed = CodeSetID.icd10cm.printed(code)
      var rows: [JSON] = []
      for (measure, source) in comorbidities.mappings(of: code) {
        let why =
          index == 0
          ? "principal" : measure.usesPresence && presence != .present ? "not-present" : "counts"
        if why == "counts" { makers[measure.name, default: []].append(printed) }
        rows.append(
          .members(
            ("measure", .string(measure.name)), ("status", .string(why)),
            ("source", .string("\(source.document), \(source.locator)"))))
      }
      diagnoses.append(.members(("code", .string(printed)), ("measures", .array(rows))))
    }
    let made = comorbidities.measures.filter { names.contains($0.name) }
    let yielding = comorbidities.yielding(to: found).filter { makers[$0.measure] != nil }
    return .members(
      ("id", stay.id),
      (
        "comorbidities",
        .array(
          made.map {
            .members(
              ("measure", .string($0.name)), ("title", .string($0.title)),
              ("diagnoses", .array((makers[$0.name] ?? []).map(JSON.string))))
          })
      ), ("count", .int(names.count)),
      (
        "yielding",
        .array(
          yielding.map { .members(("measure", .string($0.measure)), ("to", .string($0.other))) })
      ), ("diagnoses", .array(diagnoses)), ("release", .string(comorbidities.release.name)))
  }

  private func stay(_ bytes: [UInt8]) throws(WorkflowFailure) -> Stay {
    let json: JSON
    do { json = try JSON(parsing: bytes) } catch {
      throw WorkflowFailure(
        [
          Finding(
            "elixhauser.record", .rejects, at: error.place,
            facts: [.init("what", "not JSON: \(error.code.rawValue)")])
        ], .unusable)
    }
    func wrong(_ what: String) -> WorkflowFailure {
      WorkflowFailure("elixhauser.record", .unusable, ("what", what))
    }
    guard case .array(let stated) = json["diagnosis_codes"] else {
      throw wrong("diagnosis_codes is missing")
    }
    let presences = json["poa"]?.elements ?? []
    guard presences.isEmpty || presences.count == stated.count else {
      throw wrong("poa has not as many elements as diagnosis_codes")
    }
    var codes: [PackedCode] = []
    var coded: [Comorbidities.Coded] = []
    for (index, element) in stated.enumerated() {
      guard let text = element.string else { throw wrong("a diagnosis is no text") }
      // What is no code stays in its place: the first is the principal diagnosis, whatever it is.
      let code = PackedCode(text) ?? PackedCode(bits: 1)
      codes.append(code)
      let presence = presences.isEmpty ? nil : presences[index].string
      coded.append(Comorbidities.Coded(code, Self.presence(presence)))
    }
    return Stay(id: json["id"], codes: codes, coded: coded)
  }

  /// Source: UB-04 form locator 67: Y and W count as present, 1 is exempt; AHRQ's program takes these as present.
  private static func presence(_ text: String?) -> Comorbidities.Coded.Presence {
    switch text?.uppercased() {
    case "Y", "W", "1": .present
    case "N", "U": .absent
    default: .unknown
    }
  }
}
