// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Storage

@Suite struct CodingTrailTests {
  private func decision(
    _ code: String, _ outcome: CodingDecision.Outcome, note digest: String = "d1"
  ) -> CodingDecision {
    CodingDecision(
      note: "N-1", digest: digest, setting: "outpatient", code: code, outcome: outcome,
      coder: "Kim Lee", engine: "0.1.0 made-up")
  }

  @Test func whatWasDecidedComesBackAsItWas() throws {
    let folder = try TemporaryFolder()
    var first = decision("I10", .changed)
    (first.replacement, first.reason, first.confidence) = ("I119", "it's so", 923)
    first.features = "assessment.bias=1000"
    try CodingTrail(folder: folder.path).append([first, decision("E119", .added)])
    let kept = try CodingTrail(folder: folder.path).decisions()
    #expect(kept.count == 2 && kept[0].decidedAt != nil)
    first.decidedAt = kept[0].decidedAt
    #expect(kept[0] == first)
  }

  @Test func theLastDecisionOnACodeOfANoteStands() throws {
    let folder = try TemporaryFolder()
    let trail = try CodingTrail(folder: folder.path)
    try trail.append([decision("I10", .accepted), decision("I10", .accepted, note: "d2")])
    try trail.append([decision("I10", .rejected)])
    #expect(try trail.decisions().count == 3)
    #expect(try trail.standing().map(\.outcome) == [.accepted, .rejected])
  }

  @Test(arguments: ["UPDATE decision SET coder = 'x'", "DELETE FROM decision"])
  func nothingIsChangedOrTakenAway(_ statement: String) throws {
    let folder = try TemporaryFolder()
    let trail = try CodingTrail(folder: folder.path)
    try trail.append([decision("I10", .accepted)])
    let database = try SQLiteDatabase("\(folder.path)/coding-trail.sqlite")
    #expect(throws: FileFailure.self) { try database.run(statement) }
    #expect(try trail.decisions().map(\.coder) == ["Kim Lee"])
  }
}
