// SPDX-License-Identifier: Apache-2.0

import Claims
import Interchange
import Testing
import Values

@Suite("A compact record as JSON")
struct ServiceRecordWritingTests {
  @Test(
    "What is read, written and read again is the same",
    arguments: [
      #"{"id":"A","date":"2026-03-02","lines":[{"code":"99213"}]}"#,
      #"""
      {"id":"B","bill":"professional","date":"2026-03-02","claimFiling":"MB","payer":"99905","contractor":"05102",
       "state":"OH","birthDate":"1960-03-04","sex":"F","diagnoses":["E11.9","I10"],"rendering":"0999999018",
       "billing":"1999999000","taxonomy":"207Q00000X","place":"02",
       "lines":[{"code":"99213","modifiers":["25","GT"],"units":1.5,"unitBasis":"MJ","charge":148.05,"pointers":[1,2]},
                {"number":7,"code":"J1100","from":"2026-03-03","through":"2026-03-04","place":"11"}],
       "history":[{"claim":"A-0","code":"17000","date":"2026-02-20","modifiers":["59"]}]}
      """#,
      #"""
      {"id":"C","bill":"inpatient","billType":"111","from":"2026-03-02","through":"2026-03-09","dischargeStatus":"01",
       "conditionCodes":["44"],"lines":[{"revenue":"0120","units":7,"charge":7000}]}
      """#,
    ])
  func roundTrip(_ text: String) throws {
    let record = try #require(ServiceRecordReading(JSON(parsing: Array(text.utf8))).record)
    let again = ServiceRecordReading(record.json)
    #expect(again.findings.isEmpty)
    #expect(again.record == record)
  }
}
