// SPDX-License-Identifier: Apache-2.0

import Foundation
import Storage
import Testing
import Values
import Workflows

@Suite("Decisions kept and made again")
struct DecisionArchiveTests {
  private let folder: String
  private let installation: Installation
  private var archive: String { "\(folder)/decisions.ndjson" }

  init() throws {
    folder = InstalledCodes.temporaryFolder()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    installation = Installation(home: "\(folder)/home")
  }

  private func visit(_ minutes: Int) throws -> JSON {
    try JSON(
      parsing: Array(
        #"{"service":"office-new","date":"2026-03-02","minutes":\#(minutes)}"#.utf8))
  }

  /// Keeps visits of 0 to `count` minutes; those below 15 are refused.
  @discardableResult private func keep(_ count: Int) throws -> [JSON] {
    let decisions = try ArchiveDecisions(installation, archive: archive)
    let answers = try (0..<count).map { try decisions.decide("em", visit($0)) }
    try decisions.finish()
    return answers
  }

  private func replayed() throws -> (counts: JSON, told: [JSON]) {
    var told: [JSON] = []
    let counts = try ReplayDecisions(installation).replay(archive) { told.append($0) }
    return (counts, told)
  }

  private func lines() throws -> [String] {
    try String(contentsOfFile: archive, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private func write(_ lines: [String]) throws {
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: archive))
  }

  @Test func everyDecisionIsMadeAgainAlsoThoseThatRefused() throws {
    let answers = try keep(40)
    #expect(answers[14]["findings"] != nil && answers[15]["code"]?.string == "99202")
    try keep(10)
    let (counts, told) = try replayed()
    #expect(counts["same"]?.digits == "50" && counts["decisions"]?.digits == "50")
    #expect(told.isEmpty)
  }

  @Test(arguments: ["minutes\":20", "99202", "\"known\":null", "office-new", "em.nothing"])
  func aChangedLineIsFoundAndOnlyThatOne(_ text: String) throws {
    try keep(30)
    var lines = try lines()
    let index = try #require(lines.firstIndex { $0.contains(text) })
    let changed = "X" + text.dropFirst()
    lines[index] = lines[index].replacingOccurrences(of: text, with: changed)
    try write(lines)
    let (counts, told) = try replayed()
    #expect(told.map { $0["line"]?.digits } == ["\(index + 1)"])
    #expect(told.first?["what"]?.string == "damaged")
    #expect(counts["not_made"]?.digits == "1")
  }

  @Test func aLineTakenOutOrMovedIsFound() throws {
    try keep(20)
    let whole = try lines()
    try write(whole.enumerated().filter { $0.offset != 7 }.map(\.element))
    #expect(try replayed().told.first?["line"]?.digits == "8")
    var moved = whole
    moved.swapAt(5, 6)
    try write(moved)
    #expect(try replayed().told.first?["line"]?.digits == "6")
  }

  @Test func anAnswerThatIsNoLongerGivenIsTold() throws {
    // A decision with a true hash whose answer this program does not give.
    let file = try DecisionArchive(appendingTo: archive)
    try file.append([
      JSON.Member("catalogue", .string("c")), JSON.Member("releases", .object([])),
    ])
    try file.append([
      JSON.Member("decision", .string("em")), JSON.Member("with", .string("c")),
      JSON.Member("known", .null), JSON.Member("request", try visit(30)),
      JSON.Member("answer", .members(("code", .string("99205")))),
    ])
    try file.finish()
    let (counts, told) = try replayed()
    #expect(counts["different"]?.digits == "1")
    #expect(told.first?["what"]?.string == "differs")
    #expect(told.first?["now"]?["code"]?.string == "99203")
  }

  @Test func aReleaseThatIsNotThereIsNamed() throws {
    let file = try DecisionArchive(appendingTo: archive)
    try file.append([
      JSON.Member("catalogue", .string("c")),
      JSON.Member("releases", .members(("hcpcs-codes 2020-01-01", .string("00")))),
    ])
    try file.append([
      JSON.Member("decision", .string("em")), JSON.Member("with", .string("c")),
      JSON.Member("known", .null), JSON.Member("request", try visit(30)),
      JSON.Member("answer", .null),
    ])
    try file.finish()
    let told = try replayed().told
    #expect(told.first?["what"]?.string == "release-missing")
    #expect(told.first?["releases"]?[0]?.string == "hcpcs-codes 2020-01-01")
  }

  @Test func aLineThatWasNeverFinishedIsNoDecision() throws {
    try keep(20)
    let whole = try lines()
    let half = (whole + [String(whole[3].prefix(60))]).joined(separator: "\n")
    try Data(half.utf8).write(to: URL(filePath: archive))
    try keep(5)
    let (counts, told) = try replayed()
    #expect(counts["same"]?.digits == "25" && told.isEmpty)
  }

  @Test func aFileThatIsNoArchiveIsNotAddedTo() throws {
    try Data("hello\n".utf8).write(to: URL(filePath: archive))
    #expect(throws: WorkflowFailure.self) { try keep(1) }
    #expect(try lines() == ["hello"])
  }

  @Test func anUnknownKindIsRefused() throws {
    let failure = #expect(throws: WorkflowFailure.self) {
      try Deciders(installation).decide("em.level", .null)
    }
    #expect(failure?.findings.first?.rule == "decision.unknown-kind")
  }

  @Test func aRequestThatIsNotJSONIsAnsweredInItsPlace() throws {
    let requests = "\(folder)/requests.ndjson"
    try Data("{\n\(try visit(30).line)\n".utf8).write(to: URL(filePath: requests))
    var answers: [JSON] = []
    let decisions = try ArchiveDecisions(installation, archive: nil)
    #expect(try decisions.decideAll("em", requests) { answers.append($0) } == 1)
    #expect(answers[0]["findings"]?[0]?["rule"]?.string == "decision.not-json")
    #expect(answers[1]["code"]?.string == "99203")
  }
}
