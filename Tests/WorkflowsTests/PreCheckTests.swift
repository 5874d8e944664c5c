// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Values

@testable import Workflows

@Suite("A program that is asked about each claim", .serialized)
struct PreCheckTests {
  private let folder: String

  init() throws {
    folder = InstalledCodes.temporaryFolder()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// A program in Python that answers a question `q` by the lines given.
  private func adapter(_ body: String, each: Bool = true) throws -> String {
    let path = "\(folder)/adapter-\(UUID())"
    let loop =
      each
      ? "for line in sys.stdin:\n  q = json.loads(line)\n  kind = q['id']\n"
        + body.split(separator: "\n").map { "  \($0)\n" }.joined() : body + "\n"
    try Data(
      ("#!/usr/bin/env python3\nimport json, os, subprocess, sys, time\n"
        + "def say(answer): print(json.dumps(answer), flush=True)\n" + loop).utf8
    ).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  private func edits(_ program: String, seconds: Int = 5) throws -> EditClaims {
    let edits = try EditClaims(Installation(home: "\(folder)/none"))
    edits.preCheck = try PreCheck(program, seconds: seconds)
    return edits
  }

  private func judge(_ edits: EditClaims, _ id: String, more: String = "") throws -> JSON {
    let claim = #"""
      {"id":"\#(id)","date":"2026-03-02","payer":"99905","claimFiling":"CI",
       "lines":[{"code":"97110","modifiers":["GP"],"units":2,"charge":80.50,"place":"11"\#(more)}]}
      """#
    return try edits.judge(JSON(parsing: Array(claim.utf8)))
  }

  private func told(_ answer: JSON) -> [String] {
    (answer["findings"]?.elements ?? []).compactMap { $0["rule"]?.string }.filter {
      $0.hasPrefix("precheck.")
    }
  }

  @Test("Findings of each severity are told with the program as source; one that rejects holds")
  func severities() throws {
    let program = try adapter(
      "say({'id': kind, 'findings': [] if kind == 'none' else [{'rule': 'r-1', 'severity': kind, 'line': 1,"
        + " 'message': 'm', 'advice': 'a'}]})")
    let edits = try edits(program)
    for (kind, rule, status) in [
      ("rejects", "precheck.holds", "held"), ("warns", "precheck.warns", "warned"),
      ("informs", "precheck.informs", "clean"), ("none", nil, "clean"),
    ] as [(String, String?, String)] {
      let answer = try judge(edits, kind)
      #expect(told(answer) == (rule.map { [$0] } ?? []))
      #expect(answer["status"]?.string == status)
      if rule != nil {
        let finding = answer["findings"]?[0]
        #expect(finding?["place"]?.string == "service line 1")
        #expect(
          finding?["source"]?["document"]?.string
            == program.split(separator: "/").last.map(String.init))
        #expect(finding?["message"]?.string?.hasPrefix("m (") == true)
      }
    }
  }

  @Test("The program sees the record as a compact record, and stays open from claim to claim")
  func question() throws {
    let program = try adapter(
      """
      import sys
      n = 0
      for line in sys.stdin:
        n += 1
        one = json.loads(line)['record']['lines'][0]
        say({'findings': [{'severity': 'informs', 'message': f"{n} {one['code']} {one['modifiers']} {one['units']} {one['charge']} {one['place']} {os.getpid()}"}]})
      """, each: false)
    let edits = try edits(program)
    let messages = try ["A", "B"].map {
      try judge(edits, $0)["findings"]?[0]?["facts"]?["message"]?.string?.split(separator: " ")
        ?? []
    }
    #expect(messages.map { $0.first } == ["1", "2"])
    #expect(messages[0].dropFirst() == messages[1].dropFirst())
    #expect(messages[0].dropFirst().dropLast() == ["97110", "['GP']", "2", "80.5", "11"])
  }

  @Test(
    "A program that is slow, ends, or answers something else costs its own answer and no claim",
    arguments: [
      ("time.sleep(30)", "within 1 s"), ("subprocess.run(['sleep', '30'])", "within 1 s"),
      ("os._exit(3)", "ended"), ("print('hello', flush=True)", "no list"),
      ("print('', flush=True)", "no list"), ("say([])", "no list"),
      ("say({'findings': {}})", "no list"),
      ("say({'findings': [{'severity': 'bad', 'message': 'm'}]})", "no list"),
      ("say({'findings': [{'severity': 'warns'}]})", "no list"),
      ("say({'id': 'other', 'findings': []})", "no list"),
      ("sys.stdout.write('{}\\n{}\\n'); sys.stdout.flush()", "more than one line"),
      ("sys.stdout.write('x' * 3000000); sys.stdout.flush()", "no end"),
      ("sys.stdout.buffer.write(bytes([255, 254, 10])); sys.stdout.flush()", "no list"),
    ])
  func faults(_ body: String, _ why: String) throws {
    let program = try adapter("if kind == 'odd':\n  \(body)\nelse:\n  say({'findings': []})")
    let edits = try edits(program, seconds: 1)
    #expect(told(try judge(edits, "A")) == [])
    let began = Date()
    let answer = try judge(edits, "odd")
    #expect(Date().timeIntervalSince(began) < 5)
    #expect(told(answer) == ["precheck.unavailable"])
    #expect(answer["status"]?.string == "warned")
    #expect(answer["findings"]?[0]?["facts"]?["why"]?.string?.contains(why) == true)
    // The next claim has a program again.
    #expect(told(try judge(edits, "B")) == [])
  }

  @Test("After three faults in a row it is asked no more; a good answer begins the count anew")
  func givenUp() throws {
    let program = try adapter("os._exit(1) if kind == 'odd' else say({'findings': []})")
    let edits = try edits(program)
    for id in ["odd", "odd", "A", "odd", "odd"] { _ = try judge(edits, id) }
    #expect(told(try judge(edits, "B")) == [])
    for _ in 0..<3 { _ = try judge(edits, "odd") }
    let answer = try judge(edits, "C")
    #expect(answer["findings"]?[0]?["facts"]?["why"]?.string?.contains("given up") == true)
  }

  @Test("A claim larger than a pipe reaches a program that answers at the end")
  func large() throws {
    let program = try adapter(
      "say({'findings': [{'severity': 'informs', 'message': str(len(line))}]})")
    let history = (0..<20_000).map { #"{"claim":"H\#($0)","code":"99213","date":"2026-01-02"}"# }
    let claim =
      #"{"id":"L","date":"2026-03-02","lines":[{"code":"97110"}],"history":[\#(history.joined(separator: ","))]}"#
    let answer = try edits(program).judge(JSON(parsing: Array(claim.utf8)))
    let length = answer["findings"]?.elements.compactMap { $0["facts"]?["message"]?.string }.last
    #expect(length.flatMap { Int($0) } ?? 0 > 1 << 20)
  }

  @Test("A program that cannot be started is told before the first claim: file.program-failed")
  func missing() {
    #expect(throws: WorkflowFailure.self) { try PreCheck("\(folder)/nothing") }
  }

  @Test("A run asks with the whole claim", .enabled(if: InstalledCodes.arePossible))
  func run() throws {
    let program = try adapter(
      "say({'findings': [{'severity': 'warns', 'message': q['claim']['patientControlNumber']}]})")
    var messages: [String?] = []
    let runs = try RunEncounters(
      InstalledCodes.installation, .init(out: nil), preCheck: PreCheck(program))
    _ = try runs.run(["Examples/office-visit.json"]) { row in
      let own = (row["findings"]?.elements ?? []).filter {
        $0["rule"]?.string == "precheck.warns"
      }
      messages += own.map {
        $0["facts"]?["message"]?.string == row["control_number"]?.string ? "same" : "other"
      }
    }
    #expect(!messages.isEmpty && messages.allSatisfy { $0 == "same" })
  }
}
