// SPDX-License-Identifier: Apache-2.0

import Testing
import X12

@Suite struct RenumberingTests {
  private func renumbered(_ text: String, _ renumbering: Renumbering) -> String {
    var reader = SegmentReader()
    reader.feed(Array(text.utf8))
    reader.finish()
    var renumbering = renumbering
    var bytes: [UInt8] = []
    while reader.next() == .segment { renumbering.write(reader.segment, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "Every control number changes in both of its places, and nothing else", arguments: ["", "\n"])
  func changes(end: String) {
    func interchange(_ isa: String, _ groups: [String], _ sets: [String], _ bht: String) -> String {
      [
        "ISA*00*          *00*          *ZZ*A              *ZZ*B              *261122*0905*^*00501*\(isa)*0*T*:",
        "GS*HC*A*B*20261122*0905*\(groups[0])*X*005010X222A1", "ST*837*\(sets[0])*005010X222A1",
        "BHT*0019*00*\(bht)-1*20261122*0905*CH", "REF*EI**", "SE*4*\(sets[0])",
        "ST*837*\(sets[1])*005010X222A1", "BHT*0019*00*own*20261122*0905*CH", "SE*3*\(sets[1])",
        "GE*2*\(groups[0])", "GS*HC*A*B*20261122*0905*\(groups[1])*X*005010X222A1",
        "GE*0*\(groups[1])", "IEA*2*\(isa)",
      ].map { $0 + "~" }.joined(separator: end)
    }
    let before = interchange("000000007", ["1", "2"], ["0001", "0002"], "7")
    let after = interchange("000123456", ["88", "90"], ["0005", "123456"], "123456")
    #expect(
      renumbered(
        before, Renumbering(interchange: 123_456, groups: [88, 90], sets: [5, 123_456])) == after)
  }
}
