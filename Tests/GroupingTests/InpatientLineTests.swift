// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import Grouping

@Suite struct InpatientLineTests {
  private func read(_ text: String) -> (ReadStay?, [Finding]) {
    let answer = ReadStay.read(Array(text.utf8), line: 7)
    return (answer.stay, answer.findings)
  }

  private let whole = """
    {"id":"S-1","version":431,"discharge_date":20260419,"age":93,"sex":1,"discharge_status":3,\
    "length_of_stay":7,"hospital_status":"EXEMPT","pdx":{"code":"F15.122","poa":"Y"},\
    "sdx":[{"code":"S42494B","poa":"N"},{"code":"E119","poa":null}],"procedures":[{"code":"02YA0Z1"}],\
    "admit_dx":{"code":"F15122"},"other":{"deep":[1,2,{"x":"\\"}"}]}}
    """

  @Test("A whole record")
  func reads() throws {
    let stay = try #require(read(whole).0)
    #expect(stay.id == "S-1")
    #expect(stay.version == 431)
    #expect(stay.stay.discharged == CalendarDate("2026-04-19"))
    #expect((stay.stay.age, stay.stay.dischargeStatus, stay.stay.lengthOfStay) == (93, 3, 7))
    #expect(stay.stay.sex == .female && stay.stay.hospital == .exempt)
    #expect(stay.stay.diagnoses.map(\.present) == [.yes, .no, .blank])
    #expect(stay.diagnoses == ["F15.122", "S42494B", "E119"])
    #expect(stay.stay.diagnoses[0].code == PackedCode("F15122"))
    #expect(stay.procedures == ["02YA0Z1"])
    #expect(stay.stay.admitting == PackedCode("F15122"))
  }

  @Test("Everything that is wrong is told at once")
  func faults() {
    let (stay, findings) = read(#"{"id":1,"age":"old","sex":5,"discharge_date":20260230}"#)
    #expect(stay == nil)
    #expect(Set(findings.map(\.rule)) == ["group.member"])
    #expect(
      Set(findings.compactMap { $0.fact("member") })
        == ["age", "sex", "discharge_date", "pdx", "discharge_status"])
    #expect(findings.allSatisfy { $0.place == .text(line: 7, byte: nil) })
  }

  @Test(
    "What is not JSON is told with its place",
    arguments: [
      ("", 1), ("[]", 1), ("{\"id\":1", 8), ("{\"id\":1}}", 9), ("{\"id\":tru}", 7),
      ("{\"id\":01}", 9), ("{\"id\":\"\\q\"}", 8),
      ("{\"pdx\":{\"code\":\"A\"", 19),
    ])
  func broken(_ text: String, _ byte: Int) {
    let (stay, findings) = read(text)
    #expect(stay == nil)
    #expect(findings.map(\.rule) == ["group.not-json"])
    #expect(findings.first?.place == .text(line: 7, byte: byte))
  }

  @Test("A stay of more codes than any has is refused")
  func tooMany() throws {
    let code = #"{"code":"E119"},"#
    let codes = String(repeating: code, count: 1000) + #"{"code":"E119"}"#
    let text = whole.split(separator: #""procedures":["#).joined(
      separator: #""procedures":[\#(codes),"#)
    let (stay, findings) = read(text)
    #expect(stay == nil)
    #expect(findings.compactMap { $0.fact("member") } == ["procedures"])
  }

  @Test("Codes that are none are kept as they are written")
  func oddCodes() throws {
    let text = whole.split(separator: "F15.122").joined(separator: "A/B").split(
      separator: "S42494B"
    ).joined(separator: "")
    let stay = try #require(read(text).0)
    #expect(stay.diagnoses[0] == "A/B")
    #expect(stay.stay.diagnoses[0].code == CodedDiagnosis.unreadable)
    #expect(stay.stay.diagnoses[1].code.bits == 0)
  }

  @Test("A filter answers in order, and reports a line that it cannot group")
  func filter() {
    let filter = InpatientFilter { _, _ in
      nil
    } report: { line, _, findings in
      Array("\(line) \(findings.map(\.rule))\n".utf8)
    }
    let lines = Array("\(whole)\n\n{\n  \r\n{}\n".utf8)
    let count = lines.withUnsafeBufferPointer { filter.run($0, first: 10) }
    #expect(count == 5)
    let output = String(decoding: filter.output, as: UTF8.self).split(separator: "\n")
    #expect(output.first == #"10 ["group.no-version"]"#)
    #expect(output[1] == #"12 ["group.not-json"]"#)
    #expect(output[2].hasPrefix("14 "))
    #expect((filter.answerCount, filter.faultCount) == (0, 3))
  }
}
