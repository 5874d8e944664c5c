// SPDX-License-Identifier: Apache-2.0

import Coding
import Testing

@Suite("Settings")
struct CodingSettingTests {
  @Test("A setting is read by its name", arguments: CodingSetting.allCases)
  func names(_ setting: CodingSetting) {
    #expect(CodingSetting(rawValue: "\(setting)") == setting)
  }
}
