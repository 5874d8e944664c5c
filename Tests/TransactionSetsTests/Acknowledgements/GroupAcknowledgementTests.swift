// SPDX-License-Identifier: Apache-2.0

import Testing
import TransactionSets
import Values
import X12

@Suite struct GroupAcknowledgementTests {
  private func finding(
    _ acknowledgement: X12Finding.Acknowledgement?, _ severity: Finding.Severity = .rejects,
    _ type: X12Finding.TestType = .guide, segment: String = "REF", at index: Int = 9,
    element: Int = 2, component: Int = 0, copy: String? = nil
  ) -> X12Finding {
    var position = X12Position()
    (position.loop, position.segment, position.segmentIndex) = ("2010AA", segment, index)
    (position.element, position.component) = (element, component)
    return X12Finding(
      "x12.test", severity, type, at: position, acknowledgement: acknowledgement, copy: copy)
  }

  private func set(_ findings: [X12Finding], _ header: [Element]? = nil) -> SetReport {
    var set = SetReport(header: Segment("ST", header ?? ["837", "0001", "005010X222A1"]))
    for finding in findings { set.findings.append(finding) }
    return set
  }

  private func segments(_ sets: [[X12Finding]], group: [X12Finding] = []) -> [String] {
    var report = GroupReport(
      header: Segment("GS", ["HC", "A", "B", "20261122", "1200", "42", "X", "005010X222A1"]))
    report.sets = sets.map { set($0) }
    for finding in group { report.findings.append(finding) }
    report.announcedSetCount = sets.count
    return GroupAcknowledgement(report)?.segments.map(Self.text) ?? []
  }

  static func text(_ segment: Segment) -> String {
    var writer = SegmentWriter()
    guard (try? writer.write(segment.id, segment.elements)) != nil else { return "refused" }
    return String(decoding: writer.take(), as: UTF8.self)
  }

  @Test("A set without findings is accepted, and its group")
  func accepted() {
    #expect(
      segments([[]]) == [
        "AK1*HC*42*005010X222A1~", "AK2*837*0001*005010X222A1~", "IK5*A~", "AK9*A*1*1*1~",
      ])
  }

  @Test(
    "What is wrong with a segment is an IK3 with its code; codes of the guide give I5, others 5",
    arguments: ["1", "2", "3", "4", "5", "6", "7", "8", "I4", "I6", "I7", "I8", "I9"])
  func segmentCodes(code: String) {
    #expect(
      segments([[finding(.segment(code))]])[2...] == [
        "IK3*REF*9*2010*\(code)~", "IK5*R*\(code.hasPrefix("I") ? "I5" : "5")~", "AK9*R*1*1*0~",
      ])
  }

  @Test(
    "What is wrong with an element is an IK4 below an IK3 with code 8",
    arguments: [
      "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "13", "I6", "I9", "I10", "I11",
      "I12", "I13",
    ])
  func elementCodes(code: String) {
    #expect(
      segments([[finding(.element(code), copy: "AB")]])[2...] == [
        "IK3*REF*9*2010*8~", "IK4*2**\(code)*AB~",
        "IK5*R*\(code.hasPrefix("I") ? "I5" : "5")~", "AK9*R*1*1*0~",
      ])
  }

  @Test(
    "What is wrong with a set stands in its IK5", arguments: ["1", "2", "3", "4", "6", "23", "I6"])
  func setCodes(code: String) {
    #expect(segments([[finding(.set(code))]])[2...] == ["IK5*R*\(code)~", "AK9*R*1*1*0~"])
  }

  @Test(
    "What is wrong with a group stands in its AK9", arguments: ["1", "2", "3", "4", "5", "6", "19"])
  func groupCodes(code: String) {
    #expect(
      segments([[]], group: [finding(.group(code))])[2...] == ["IK5*A~", "AK9*R*1*1*0*\(code)~"])
  }

  @Test("Codes are told once, and no more than there is room for")
  func room() {
    let codes = ["1", "2", "3", "3", "4", "6", "23"].map { finding(.set($0)) }
    #expect(segments([codes])[2] == "IK5*R*1*2*3*4*6~")
  }

  @Test(
    "The group's verdict follows from those on its sets",
    arguments: [
      ([[]], "A*1*1*1"), ([["w"]], "E*1*1*1"), ([["r"]], "R*1*1*0"), ([[], ["w"]], "E*2*2*2"),
      ([[], ["r"]], "P*2*2*1"), ([["w", "r"], ["r"]], "R*2*2*0"), ([["n"]], "A*1*1*1"),
      ([["c"]], "A*1*1*1"),
    ] as [([[String]], String)])
  func verdicts(sets: [[String]], expected: String) {
    let kinds: [String: X12Finding] = [
      "w": finding(.element("7"), .warns), "r": finding(.element("7")),
      "n": finding(nil, .informs),
      "c": finding(.claim(category: "A7", status: "178"), .rejects, .balance),
    ]
    #expect(segments(sets.map { $0.map { kinds[$0]! } }).last == "AK9*\(expected)~")
  }

  @Test("Findings of one segment share an IK3; those of the segment itself have their own")
  func sharing() {
    let found = [
      finding(.element("1"), element: 3),
      finding(.element("5"), element: 4, component: 2, copy: "LONG"),
      finding(.segment("5")), finding(.element("7"), at: 10),
    ]
    #expect(
      segments([found])[2...] == [
        "IK3*REF*9*2010*8~", "IK4*3**1~", "IK4*4:2**5*LONG~", "IK3*REF*9*2010*5~",
        "IK3*REF*10*2010*8~", "IK4*2**7~", "IK5*R*5~", "AK9*R*1*1*0~",
      ])
  }

  @Test(
    "What was sent is sent back, unless it would be wrong in the 999 too",
    arguments: [
      ("AB C", "*AB C"), ("A*B", ""), ("A~", ""), ("A:B", ""), ("\u{1}", ""), ("\u{E9}", ""),
      ("", ""),
      (String(repeating: "9", count: 120), "*" + String(repeating: "9", count: 99)),
    ])
  func copies(sent: String, expected: String) {
    #expect(segments([[finding(.element("7"), copy: sent)]])[3] == "IK4*2**7\(expected)~")
  }

  @Test("The trigger and the claim stand behind, each where the guide wants it")
  func contexts() {
    var trigger = X12Position()
    (trigger.loop, trigger.segment, trigger.segmentIndex) = ("2300", "CLM", 43)
    (trigger.element, trigger.component) = (5, 3)
    var missing = finding(.segment("I6"))
    missing.trigger = trigger
    var empty = finding(.element("I9"), at: 11)
    empty.trigger = trigger
    var report = GroupReport(header: Segment("GS", ["HC", "A", "B", "", "", "42", "X", "V"]))
    report.sets = [set([missing, empty])]
    var context = AcknowledgementContext()
    context.namesLoops = false
    context.unit = { _ in BusinessUnit("CLM01", "VISIT-1") }
    context.dataElement = { _, position in position.segment == "CLM" ? "1325" : "127" }
    #expect(
      GroupAcknowledgement(report, context)?.segments.map(Self.text)[2...]
        == [
          "IK3*REF*9**I6~", "CTX*SITUATIONAL TRIGGER*CLM*43**5:3*1325~", "CTX*CLM01:VISIT-1~",
          "IK3*REF*11**8~", "CTX*CLM01:VISIT-1~", "IK4*2*127*I9~",
          "CTX*SITUATIONAL TRIGGER*CLM*43**5:3*1325~", "IK5*R*I5~", "AK9*R*1*1*0~",
        ])
  }

  @Test("A rejection that only a 277CA reports turns away a set for which there is none")
  func unreportable() {
    var report = GroupReport(header: Segment("GS", ["HP", "A", "B", "", "", "42", "X", "V"]))
    report.sets = [set([finding(nil, .rejects, .balance)], ["835", "0001"])]
    #expect(
      GroupAcknowledgement(report)?.segments.map(Self.text) == [
        "AK1*HP*42*V~", "AK2*835*0001~", "IK5*R*I5~", "AK9*R*1*1*0~",
      ])
  }

  @Test("A rejection beyond the findings that are kept still rejects")
  func beyond() {
    let many = Array(repeating: finding(.element("7"), .warns), count: FindingList.limit)
    #expect(segments([many + [finding(.set("4"))]]).last == "AK9*R*1*1*0~")
  }

  @Test(
    "A 999 is itself accepted, whatever the envelope that it answers says",
    arguments: [
      "", " ", "X", "XXX", "A:B", "\u{E9}", "0", "-1", "1234567890", "HC ", "999999999999999999",
      String(repeating: "9", count: 40),
    ])
  func valid(value: String) throws {
    let segments = try Judged("837p-two.edi").text.split(separator: "\n")
    for (row, segment) in segments.enumerated() {
      let parts = segment.dropLast().split(separator: "*", omittingEmptySubsequences: false)
      guard ["GS", "ST", "GE", "SE", "CLM"].contains(parts[0]) else { continue }
      for element in 1..<parts.count {
        var (changed, all) = (parts, segments)
        changed[element] = value[...]
        all[row] = changed.joined(separator: "*") + "~"
        let answer = try Judged(bytes: Array(all.joined(separator: "\n").utf8)).answer()
        let report = Judged(bytes: Array(answer.utf8)).report
        let lists = report.interchanges.flatMap { interchange in
          [interchange.findings]
            + interchange.groups.flatMap { [$0.findings] + $0.sets.map(\.findings) }
        }
        let rejecting = lists.flatMap(\.kept).filter { $0.finding.severity == .rejects }
        #expect(rejecting.isEmpty, "\(parts[0])\(element) \(value): \(rejecting) \(answer)")
      }
    }
  }

  @Test(
    "A group that is turned away says why",
    arguments: [(2, "", "1"), (6, "", "4"), (8, "", "2"), (7, "", "1")])
  func why(element: Int, value: String, code: String) throws {
    let text = try Judged("837p-two.edi").header(of: "GS")
    var parts = text.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    parts[element] = value
    let answer = try Judged("837p-two.edi", (text, parts.joined(separator: "*"))).answer()
    #expect(answer.contains("AK9*R*1*1*0*\(code)~"), "\(answer)")
  }
}
