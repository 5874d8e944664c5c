// SPDX-License-Identifier: Apache-2.0
// Written by Scripts/assets.
#include "cassets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char asset_access_conflicts_tsv[] = {
#embed "../../Data/access/conflicts.tsv"
}, asset_access_permissions_tsv[] = {
#embed "../../Data/access/permissions.tsv"
}, asset_accounting_chart_tsv[] = {
#embed "../../Data/accounting/chart.tsv"
}, asset_benefits_categories_tsv[] = {
#embed "../../Data/benefits/categories.tsv"
}, asset_benefits_example_json[] = {
#embed "../../Data/benefits/example.json"
}, asset_benefits_medicare_tsv[] = {
#embed "../../Data/benefits/medicare.tsv"
}, asset_benefits_medigap_tsv[] = {
#embed "../../Data/benefits/medigap.tsv"
}, asset_benefits_service_types_tsv[] = {
#embed "../../Data/benefits/service-types.tsv"
}, asset_benefits_steps_tsv[] = {
#embed "../../Data/benefits/steps.tsv"
}, asset_billing_acknowledgement_words_tsv[] = {
#embed "../../Data/billing/acknowledgement-words.tsv"
}, asset_billing_adjustments_tsv[] = {
#embed "../../Data/billing/adjustments.tsv"
}, asset_billing_appeal_letters_tsv[] = {
#embed "../../Data/billing/appeal-letters.tsv"
}, asset_billing_appeal_levels_tsv[] = {
#embed "../../Data/billing/appeal-levels.tsv"
}, asset_billing_chart_moves_tsv[] = {
#embed "../../Data/billing/chart-moves.tsv"
}, asset_billing_chart_reasons_tsv[] = {
#embed "../../Data/billing/chart-reasons.tsv"
}, asset_billing_example_remittance_json[] = {
#embed "../../Data/billing/example-remittance.json"
}, asset_billing_filing_limits_tsv[] = {
#embed "../../Data/billing/filing-limits.tsv"
}, asset_billing_later_limits_tsv[] = {
#embed "../../Data/billing/later-limits.tsv"
}, asset_billing_moves_tsv[] = {
#embed "../../Data/billing/moves.tsv"
}, asset_billing_provider_adjustments_tsv[] = {
#embed "../../Data/billing/provider-adjustments.tsv"
}, asset_billing_reason_groups_tsv[] = {
#embed "../../Data/billing/reason-groups.tsv"
}, asset_billing_reasons_tsv[] = {
#embed "../../Data/billing/reasons.tsv"
}, asset_billing_services_tsv[] = {
#embed "../../Data/billing/services.tsv"
}, asset_billing_statement_texts_tsv[] = {
#embed "../../Data/billing/statement-texts.tsv"
}, asset_billing_write_off_rules_tsv[] = {
#embed "../../Data/billing/write-off-rules.tsv"
}, asset_billing_write_offs_tsv[] = {
#embed "../../Data/billing/write-offs.tsv"
}, asset_clinical_cues_tsv[] = {
#embed "../../Data/clinical/cues.tsv"
}, asset_clinical_headings_tsv[] = {
#embed "../../Data/clinical/headings.tsv"
}, asset_clinical_lines_tsv[] = {
#embed "../../Data/clinical/lines.tsv"
}, asset_clinical_measures_tsv[] = {
#embed "../../Data/clinical/measures.tsv"
}, asset_clinical_words_tsv[] = {
#embed "../../Data/clinical/words.tsv"
}, asset_codesets_editions_tsv[] = {
#embed "../../Data/codesets/editions.tsv"
}, asset_coding_ambiguous_tsv[] = {
#embed "../../Data/coding/ambiguous.tsv"
}, asset_coding_asked_tsv[] = {
#embed "../../Data/coding/asked.tsv"
}, asset_coding_authors_tsv[] = {
#embed "../../Data/coding/authors.tsv"
}, asset_coding_axes_tsv[] = {
#embed "../../Data/coding/axes.tsv"
}, asset_coding_axis_names_tsv[] = {
#embed "../../Data/coding/axis-names.tsv"
}, asset_coding_burns_tsv[] = {
#embed "../../Data/coding/burns.tsv"
}, asset_coding_columns_tsv[] = {
#embed "../../Data/coding/columns.tsv"
}, asset_coding_conflicts_tsv[] = {
#embed "../../Data/coding/conflicts.tsv"
}, asset_coding_consciousness_tsv[] = {
#embed "../../Data/coding/consciousness.tsv"
}, asset_coding_copied_tsv[] = {
#embed "../../Data/coding/copied.tsv"
}, asset_coding_drug_cues_tsv[] = {
#embed "../../Data/coding/drug-cues.tsv"
}, asset_coding_drugs_tsv[] = {
#embed "../../Data/coding/drugs.tsv"
}, asset_coding_elements_tsv[] = {
#embed "../../Data/coding/elements.tsv"
}, asset_coding_episodes_tsv[] = {
#embed "../../Data/coding/episodes.tsv"
}, asset_coding_facts_tsv[] = {
#embed "../../Data/coding/facts.tsv"
}, asset_coding_gestation_tsv[] = {
#embed "../../Data/coding/gestation.tsv"
}, asset_coding_history_tsv[] = {
#embed "../../Data/coding/history.tsv"
}, asset_coding_indicators_tsv[] = {
#embed "../../Data/coding/indicators.tsv"
}, asset_coding_integral_tsv[] = {
#embed "../../Data/coding/integral.tsv"
}, asset_coding_operations_tsv[] = {
#embed "../../Data/coding/operations.tsv"
}, asset_coding_ordinary_tsv[] = {
#embed "../../Data/coding/ordinary.tsv"
}, asset_coding_page_css[] = {
#embed "../../Data/coding/page.css"
}, asset_coding_page_js[] = {
#embed "../../Data/coding/page.js"
}, asset_coding_pregnancy_tsv[] = {
#embed "../../Data/coding/pregnancy.tsv"
}, asset_coding_presence_tsv[] = {
#embed "../../Data/coding/presence.tsv"
}, asset_coding_procedure_integral_tsv[] = {
#embed "../../Data/coding/procedure-integral.tsv"
}, asset_coding_procedure_words_tsv[] = {
#embed "../../Data/coding/procedure-words.tsv"
}, asset_coding_queries_tsv[] = {
#embed "../../Data/coding/queries.tsv"
}, asset_coding_query_forms_tsv[] = {
#embed "../../Data/coding/query-forms.tsv"
}, asset_coding_questions_tsv[] = {
#embed "../../Data/coding/questions.tsv"
}, asset_coding_quiet_tsv[] = {
#embed "../../Data/coding/quiet.tsv"
}, asset_coding_reasons_tsv[] = {
#embed "../../Data/coding/reasons.tsv"
}, asset_coding_rewrites_tsv[] = {
#embed "../../Data/coding/rewrites.tsv"
}, asset_coding_rules_injuries_tsv[] = {
#embed "../../Data/coding/rules-injuries.tsv"
}, asset_coding_rules_pregnancy_tsv[] = {
#embed "../../Data/coding/rules-pregnancy.tsv"
}, asset_coding_rules_tsv[] = {
#embed "../../Data/coding/rules.tsv"
}, asset_coding_sequence_tsv[] = {
#embed "../../Data/coding/sequence.tsv"
}, asset_coding_services_tsv[] = {
#embed "../../Data/coding/services.tsv"
}, asset_coding_settings_tsv[] = {
#embed "../../Data/coding/settings.tsv"
}, asset_coding_support_tsv[] = {
#embed "../../Data/coding/support.tsv"
}, asset_coding_terms_composed_tsv[] = {
#embed "../../Data/coding/terms-composed.tsv"
}, asset_coding_terms_general_tsv[] = {
#embed "../../Data/coding/terms-general.tsv"
}, asset_coding_terms_guidelines_tsv[] = {
#embed "../../Data/coding/terms-guidelines.tsv"
}, asset_coding_terms_hospital_tsv[] = {
#embed "../../Data/coding/terms-hospital.tsv"
}, asset_coding_terms_injuries_tsv[] = {
#embed "../../Data/coding/terms-injuries.tsv"
}, asset_coding_values_tsv[] = {
#embed "../../Data/coding/values.tsv"
}, asset_coding_weights_tsv[] = {
#embed "../../Data/coding/weights.tsv"
}, asset_conventions_guidelines_tsv[] = {
#embed "../../Data/conventions/guidelines.tsv"
}, asset_conventions_sets_tsv[] = {
#embed "../../Data/conventions/sets.tsv"
}, asset_coverage_frequency_tsv[] = {
#embed "../../Data/coverage/frequency.tsv"
}, asset_coverage_notice_modifiers_tsv[] = {
#embed "../../Data/coverage/notice-modifiers.tsv"
}, asset_coverage_notice_tsv[] = {
#embed "../../Data/coverage/notice.tsv"
}, asset_coverage_paragraph_cues_tsv[] = {
#embed "../../Data/coverage/paragraph-cues.tsv"
}, asset_coverage_state_parts_tsv[] = {
#embed "../../Data/coverage/state-parts.tsv"
}, asset_edits_cases_conventions_ndjson[] = {
#embed "../../Data/edits/cases-conventions.ndjson"
}, asset_edits_cases_ncci_ndjson[] = {
#embed "../../Data/edits/cases-ncci.ndjson"
}, asset_edits_cases_necessity_ndjson[] = {
#embed "../../Data/edits/cases-necessity.ndjson"
}, asset_edits_cases_outpatient_ndjson[] = {
#embed "../../Data/edits/cases-outpatient.ndjson"
}, asset_edits_cases_professional_ndjson[] = {
#embed "../../Data/edits/cases-professional.ndjson"
}, asset_edits_cases_stays_ndjson[] = {
#embed "../../Data/edits/cases-stays.ndjson"
}, asset_edits_catalogue_conventions_tsv[] = {
#embed "../../Data/edits/catalogue-conventions.tsv"
}, asset_edits_catalogue_ncci_tsv[] = {
#embed "../../Data/edits/catalogue-ncci.tsv"
}, asset_edits_catalogue_necessity_tsv[] = {
#embed "../../Data/edits/catalogue-necessity.tsv"
}, asset_edits_catalogue_outpatient_tsv[] = {
#embed "../../Data/edits/catalogue-outpatient.tsv"
}, asset_edits_catalogue_professional_tsv[] = {
#embed "../../Data/edits/catalogue-professional.tsv"
}, asset_edits_catalogue_stays_tsv[] = {
#embed "../../Data/edits/catalogue-stays.tsv"
}, asset_edits_example_rules_yaml[] = {
#embed "../../Data/edits/example-rules.yaml"
}, asset_edits_fixes_tsv[] = {
#embed "../../Data/edits/fixes.tsv"
}, asset_edits_modifier_conflicts_tsv[] = {
#embed "../../Data/edits/modifier-conflicts.tsv"
}, asset_edits_ordinary_reasons_tsv[] = {
#embed "../../Data/edits/ordinary-reasons.tsv"
}, asset_edits_tables_hcpc2025_jan_made_up_txt[] = {
#embed "../../Data/edits/tables/hcpc2025_jan_made-up.txt"
}, asset_edits_tables_made_up_aoc_v2026q3_txt[] = {
#embed "../../Data/edits/tables/made-up-aoc-v2026q3.txt"
}, asset_edits_tables_made_up_ccioph_v322r0_f1_txt[] = {
#embed "../../Data/edits/tables/made-up-ccioph-v322r0-f1.txt"
}, asset_edits_tables_made_up_ccipra_v322r0_f1_txt[] = {
#embed "../../Data/edits/tables/made-up-ccipra-v322r0-f1.txt"
}, asset_edits_tables_made_up_coverage_article_csv[] = {
#embed "../../Data/edits/tables/made-up-coverage-article.csv"
}, asset_edits_tables_made_up_coverage_article_x_contractor_csv[] = {
#embed "../../Data/edits/tables/made-up-coverage-article_x_contractor.csv"
}, asset_edits_tables_made_up_coverage_article_x_hcpc_code_csv[] = {
#embed "../../Data/edits/tables/made-up-coverage-article_x_hcpc_code.csv"
}, asset_edits_tables_made_up_coverage_article_x_icd10_covered_csv[] = {
#embed "../../Data/edits/tables/made-up-coverage-article_x_icd10_covered.csv"
}, asset_edits_tables_made_up_coverage_article_x_icd10_covered_group_csv[] = {
#embed "../../Data/edits/tables/made-up-coverage-article_x_icd10_covered_group.csv"
}, asset_edits_tables_made_up_coverage_article_x_icd10_noncovered_csv[] = {
#embed "../../Data/edits/tables/made-up-coverage-article_x_icd10_noncovered.csv"
}, asset_edits_tables_made_up_coverage_contractor_csv[] = {
#embed "../../Data/edits/tables/made-up-coverage-contractor.csv"
}, asset_edits_tables_made_up_coverage_contractor_jurisdiction_csv[] = {
#embed "../../Data/edits/tables/made-up-coverage-contractor_jurisdiction.csv"
}, asset_edits_tables_made_up_coverage_state_lookup_csv[] = {
#embed "../../Data/edits/tables/made-up-coverage-state_lookup.csv"
}, asset_edits_tables_made_up_mue_dme_2026q3_csv[] = {
#embed "../../Data/edits/tables/made-up-mue-dme-2026q3.csv"
}, asset_edits_tables_made_up_mue_outpatient_2026q3_csv[] = {
#embed "../../Data/edits/tables/made-up-mue-outpatient-2026q3.csv"
}, asset_edits_tables_made_up_mue_practitioner_2026q3_csv[] = {
#embed "../../Data/edits/tables/made-up-mue-practitioner-2026q3.csv"
}, asset_edits_tables_made_up_opps_addendum_a_txt[] = {
#embed "../../Data/edits/tables/made-up-opps-addendum-a.txt"
}, asset_edits_tables_made_up_opps_addendum_b_txt[] = {
#embed "../../Data/edits/tables/made-up-opps-addendum-b.txt"
}, asset_edits_tables_made_up_opps_addendum_j_complexity_txt[] = {
#embed "../../Data/edits/tables/made-up-opps-addendum-j-complexity.txt"
}, asset_edits_tables_made_up_opps_addendum_j_ranks_txt[] = {
#embed "../../Data/edits/tables/made-up-opps-addendum-j-ranks.txt"
}, asset_edits_tables_made_up_opps_addendum_m_txt[] = {
#embed "../../Data/edits/tables/made-up-opps-addendum-m.txt"
}, asset_edits_tables_made_up_opps_addendum_p_txt[] = {
#embed "../../Data/edits/tables/made-up-opps-addendum-p.txt"
}, asset_edits_tables_made_up_pprrvu_csv[] = {
#embed "../../Data/edits/tables/made-up-pprrvu.csv"
}, asset_elixhauser_rules_tsv[] = {
#embed "../../Data/elixhauser/rules.tsv"
}, asset_examples_delivery_json[] = {
#embed "../../Examples/delivery.json"
}, asset_examples_durable_equipment_json[] = {
#embed "../../Examples/durable-equipment.json"
}, asset_examples_emergency_asthma_child_json[] = {
#embed "../../Examples/emergency-asthma-child.json"
}, asset_examples_emergency_chest_pain_json[] = {
#embed "../../Examples/emergency-chest-pain.json"
}, asset_examples_fees_json[] = {
#embed "../../Examples/fees.json"
}, asset_examples_injury_auto_accident_json[] = {
#embed "../../Examples/injury-auto-accident.json"
}, asset_examples_injury_urgent_care_json[] = {
#embed "../../Examples/injury-urgent-care.json"
}, asset_examples_inpatient_hip_fracture_json[] = {
#embed "../../Examples/inpatient-hip-fracture.json"
}, asset_examples_office_visit_json[] = {
#embed "../../Examples/office-visit.json"
}, asset_examples_outpatient_surgery_json[] = {
#embed "../../Examples/outpatient-surgery.json"
}, asset_examples_screening_mammogram_json[] = {
#embed "../../Examples/screening-mammogram.json"
}, asset_examples_telehealth_two_payers_json[] = {
#embed "../../Examples/telehealth-two-payers.json"
}, asset_examples_visit_without_codes_json[] = {
#embed "../../Examples/visit-without-codes.json"
}, asset_examples_wrong_both_diabetes_types_json[] = {
#embed "../../Examples/wrong-both-diabetes-types.json"
}, asset_examples_wrong_injury_codes_json[] = {
#embed "../../Examples/wrong-injury-codes.json"
}, asset_findings_words_tsv[] = {
#embed "../../Data/findings/words.tsv"
}, asset_hcc_bands_tsv[] = {
#embed "../../Data/hcc/bands.tsv"
}, asset_hcc_bill_types_tsv[] = {
#embed "../../Data/hcc/bill-types.tsv"
}, asset_hcc_dropped_tsv[] = {
#embed "../../Data/hcc/dropped.tsv"
}, asset_hcc_groups_tsv[] = {
#embed "../../Data/hcc/groups.tsv"
}, asset_hcc_models_tsv[] = {
#embed "../../Data/hcc/models.tsv"
}, asset_hcc_segments_tsv[] = {
#embed "../../Data/hcc/segments.tsv"
}, asset_hcc_variables_tsv[] = {
#embed "../../Data/hcc/variables.tsv"
}, asset_lexicon_parts_tsv[] = {
#embed "../../Data/lexicon/parts.tsv"
}, asset_lexicon_prior_tsv[] = {
#embed "../../Data/lexicon/prior.tsv"
}, asset_lexicon_roles_tsv[] = {
#embed "../../Data/lexicon/roles.tsv"
}, asset_lexicon_synonyms_tsv[] = {
#embed "../../Data/lexicon/synonyms.tsv"
}, asset_msdrg_page_css[] = {
#embed "../../Data/msdrg/page.css"
}, asset_msdrg_principal_tsv[] = {
#embed "../../Data/msdrg/principal.tsv"
}, asset_ncci_modifiers_tsv[] = {
#embed "../../Data/ncci/modifiers.tsv"
}, asset_opps_edits_tsv[] = {
#embed "../../Data/opps/edits.tsv"
}, asset_opps_revenue_tsv[] = {
#embed "../../Data/opps/revenue.tsv"
}, asset_opps_roles_tsv[] = {
#embed "../../Data/opps/roles.tsv"
}, asset_opps_rules_tsv[] = {
#embed "../../Data/opps/rules.tsv"
}, asset_people_given_names_tsv[] = {
#embed "../../Data/people/given-names.tsv"
}, asset_pricing_example_contract_yaml[] = {
#embed "../../Data/pricing/example-contract.yaml"
}, asset_pricing_global_tests_tsv[] = {
#embed "../../Data/pricing/global-tests.tsv"
}, asset_pricing_hospital_json[] = {
#embed "../../Data/pricing/hospital.json"
}, asset_pricing_ipps_terms_tsv[] = {
#embed "../../Data/pricing/ipps-terms.tsv"
}, asset_pricing_opps_status_tsv[] = {
#embed "../../Data/pricing/opps-status.tsv"
}, asset_pricing_opps_terms_tsv[] = {
#embed "../../Data/pricing/opps-terms.tsv"
}, asset_pricing_opps_years_tsv[] = {
#embed "../../Data/pricing/opps-years.tsv"
}, asset_pricing_outcomes_tsv[] = {
#embed "../../Data/pricing/outcomes.tsv"
}, asset_pricing_outpatient_hospital_json[] = {
#embed "../../Data/pricing/outpatient-hospital.json"
}, asset_pricing_places_tsv[] = {
#embed "../../Data/pricing/places.tsv"
}, asset_pricing_professional_terms_tsv[] = {
#embed "../../Data/pricing/professional-terms.tsv"
}, asset_pricing_visits_tsv[] = {
#embed "../../Data/pricing/visits.tsv"
}, asset_sources_json[] = {
#embed "../../Data/sources.json"
}, asset_visits_data_tsv[] = {
#embed "../../Data/visits/data.tsv"
}, asset_visits_exception_tsv[] = {
#embed "../../Data/visits/exception.tsv"
}, asset_visits_preventive_tsv[] = {
#embed "../../Data/visits/preventive.tsv"
}, asset_visits_problems_tsv[] = {
#embed "../../Data/visits/problems.tsv"
}, asset_visits_prolonged_tsv[] = {
#embed "../../Data/visits/prolonged.tsv"
}, asset_visits_risk_tsv[] = {
#embed "../../Data/visits/risk.tsv"
}, asset_visits_same_day_tsv[] = {
#embed "../../Data/visits/same-day.tsv"
}, asset_visits_services_tsv[] = {
#embed "../../Data/visits/services.tsv"
}, asset_web_account_own_mustache[] = {
#embed "../../Data/web/account-own.mustache"
}, asset_web_app_css[] = {
#embed "../../Data/web/app.css"
}, asset_web_app_js[] = {
#embed "../../Data/web/app.js"
}, asset_web_appeal_mustache[] = {
#embed "../../Data/web/appeal.mustache"
}, asset_web_appeals_mustache[] = {
#embed "../../Data/web/appeals.mustache"
}, asset_web_audit_verified_mustache[] = {
#embed "../../Data/web/audit-verified.mustache"
}, asset_web_audit_mustache[] = {
#embed "../../Data/web/audit.mustache"
}, asset_web_backups_mustache[] = {
#embed "../../Data/web/backups.mustache"
}, asset_web_batch_mustache[] = {
#embed "../../Data/web/batch.mustache"
}, asset_web_batches_mustache[] = {
#embed "../../Data/web/batches.mustache"
}, asset_web_chart_grouping_mustache[] = {
#embed "../../Data/web/chart-grouping.mustache"
}, asset_web_chart_reading_mustache[] = {
#embed "../../Data/web/chart-reading.mustache"
}, asset_web_chart_mustache[] = {
#embed "../../Data/web/chart.mustache"
}, asset_web_charts_mustache[] = {
#embed "../../Data/web/charts.mustache"
}, asset_web_claim_form_mustache[] = {
#embed "../../Data/web/claim-form.mustache"
}, asset_web_claim_mustache[] = {
#embed "../../Data/web/claim.mustache"
}, asset_web_claims_mustache[] = {
#embed "../../Data/web/claims.mustache"
}, asset_web_code_build_mustache[] = {
#embed "../../Data/web/code-build.mustache"
}, asset_web_code_entry_mustache[] = {
#embed "../../Data/web/code-entry.mustache"
}, asset_web_code_guide_mustache[] = {
#embed "../../Data/web/code-guide.mustache"
}, asset_web_code_tree_mustache[] = {
#embed "../../Data/web/code-tree.mustache"
}, asset_web_code_ways_mustache[] = {
#embed "../../Data/web/code-ways.mustache"
}, asset_web_code_mustache[] = {
#embed "../../Data/web/code.mustache"
}, asset_web_codes_started_mustache[] = {
#embed "../../Data/web/codes-started.mustache"
}, asset_web_codes_mustache[] = {
#embed "../../Data/web/codes.mustache"
}, asset_web_denial_mustache[] = {
#embed "../../Data/web/denial.mustache"
}, asset_web_denials_mustache[] = {
#embed "../../Data/web/denials.mustache"
}, asset_web_em_mustache[] = {
#embed "../../Data/web/em.mustache"
}, asset_web_exceptions_mustache[] = {
#embed "../../Data/web/exceptions.mustache"
}, asset_web_figures_mustache[] = {
#embed "../../Data/web/figures.mustache"
}, asset_web_guidelines_mustache[] = {
#embed "../../Data/web/guidelines.mustache"
}, asset_web_home_mustache[] = {
#embed "../../Data/web/home.mustache"
}, asset_web_key_mustache[] = {
#embed "../../Data/web/key.mustache"
}, asset_web_keys_mustache[] = {
#embed "../../Data/web/keys.mustache"
}, asset_web_layout_mustache[] = {
#embed "../../Data/web/layout.mustache"
}, asset_web_login_mustache[] = {
#embed "../../Data/web/login.mustache"
}, asset_web_message_mustache[] = {
#embed "../../Data/web/message.mustache"
}, asset_web_password_mustache[] = {
#embed "../../Data/web/password.mustache"
}, asset_web_patient_mustache[] = {
#embed "../../Data/web/patient.mustache"
}, asset_web_patients_mustache[] = {
#embed "../../Data/web/patients.mustache"
}, asset_web_payers_mustache[] = {
#embed "../../Data/web/payers.mustache"
}, asset_web_providers_mustache[] = {
#embed "../../Data/web/providers.mustache"
}, asset_web_queries_mustache[] = {
#embed "../../Data/web/queries.mustache"
}, asset_web_refused_mustache[] = {
#embed "../../Data/web/refused.mustache"
}, asset_web_remittance_mustache[] = {
#embed "../../Data/web/remittance.mustache"
}, asset_web_remittances_mustache[] = {
#embed "../../Data/web/remittances.mustache"
}, asset_web_statement_mustache[] = {
#embed "../../Data/web/statement.mustache"
}, asset_web_statements_mustache[] = {
#embed "../../Data/web/statements.mustache"
}, asset_web_styleguide_mustache[] = {
#embed "../../Data/web/styleguide.mustache"
}, asset_web_system_mustache[] = {
#embed "../../Data/web/system.mustache"
}, asset_web_users_mustache[] = {
#embed "../../Data/web/users.mustache"
}, asset_web_write_offs_mustache[] = {
#embed "../../Data/web/write-offs.mustache"
}, asset_x12_claim_acknowledgement_tsv[] = {
#embed "../../Data/x12/claim-acknowledgement.tsv"
}, asset_x12_codes_tsv[] = {
#embed "../../Data/x12/codes.tsv"
}, asset_x12_elements_004010_tsv[] = {
#embed "../../Data/x12/elements-004010.tsv"
}, asset_x12_elements_tsv[] = {
#embed "../../Data/x12/elements.tsv"
}, asset_x12_guides_tsv[] = {
#embed "../../Data/x12/guides.tsv"
}, asset_x12_guides_004010_997_tsv[] = {
#embed "../../Data/x12/guides/004010-997.tsv"
}, asset_x12_guides_004010X061A1_tsv[] = {
#embed "../../Data/x12/guides/004010X061A1.tsv"
}, asset_x12_guides_004010X091A1_tsv[] = {
#embed "../../Data/x12/guides/004010X091A1.tsv"
}, asset_x12_guides_004010X092A1_270_tsv[] = {
#embed "../../Data/x12/guides/004010X092A1-270.tsv"
}, asset_x12_guides_004010X092A1_271_tsv[] = {
#embed "../../Data/x12/guides/004010X092A1-271.tsv"
}, asset_x12_guides_004010X093A1_276_tsv[] = {
#embed "../../Data/x12/guides/004010X093A1-276.tsv"
}, asset_x12_guides_004010X093A1_277_tsv[] = {
#embed "../../Data/x12/guides/004010X093A1-277.tsv"
}, asset_x12_guides_004010X094A1_278_request_tsv[] = {
#embed "../../Data/x12/guides/004010X094A1-278-request.tsv"
}, asset_x12_guides_004010X094A1_278_response_tsv[] = {
#embed "../../Data/x12/guides/004010X094A1-278-response.tsv"
}, asset_x12_guides_004010X095A1_tsv[] = {
#embed "../../Data/x12/guides/004010X095A1.tsv"
}, asset_x12_guides_004010X096A1_tsv[] = {
#embed "../../Data/x12/guides/004010X096A1.tsv"
}, asset_x12_guides_004010X097A1_tsv[] = {
#embed "../../Data/x12/guides/004010X097A1.tsv"
}, asset_x12_guides_004010X098A1_tsv[] = {
#embed "../../Data/x12/guides/004010X098A1.tsv"
}, asset_x12_guides_005010X186A1_tsv[] = {
#embed "../../Data/x12/guides/005010X186A1.tsv"
}, asset_x12_guides_005010X212_276_tsv[] = {
#embed "../../Data/x12/guides/005010X212-276.tsv"
}, asset_x12_guides_005010X212_277_tsv[] = {
#embed "../../Data/x12/guides/005010X212-277.tsv"
}, asset_x12_guides_005010X214_tsv[] = {
#embed "../../Data/x12/guides/005010X214.tsv"
}, asset_x12_guides_005010X215_278_inquiry_tsv[] = {
#embed "../../Data/x12/guides/005010X215-278-inquiry.tsv"
}, asset_x12_guides_005010X215_278_response_tsv[] = {
#embed "../../Data/x12/guides/005010X215-278-response.tsv"
}, asset_x12_guides_005010X217_278_request_tsv[] = {
#embed "../../Data/x12/guides/005010X217-278-request.tsv"
}, asset_x12_guides_005010X217_278_response_tsv[] = {
#embed "../../Data/x12/guides/005010X217-278-response.tsv"
}, asset_x12_guides_005010X218_tsv[] = {
#embed "../../Data/x12/guides/005010X218.tsv"
}, asset_x12_guides_005010X220A1_tsv[] = {
#embed "../../Data/x12/guides/005010X220A1.tsv"
}, asset_x12_guides_005010X221A1_tsv[] = {
#embed "../../Data/x12/guides/005010X221A1.tsv"
}, asset_x12_guides_005010X222A1_tsv[] = {
#embed "../../Data/x12/guides/005010X222A1.tsv"
}, asset_x12_guides_005010X223A2_tsv[] = {
#embed "../../Data/x12/guides/005010X223A2.tsv"
}, asset_x12_guides_005010X224A2_tsv[] = {
#embed "../../Data/x12/guides/005010X224A2.tsv"
}, asset_x12_guides_005010X230_997_tsv[] = {
#embed "../../Data/x12/guides/005010X230-997.tsv"
}, asset_x12_guides_005010X231A1_tsv[] = {
#embed "../../Data/x12/guides/005010X231A1.tsv"
}, asset_x12_guides_005010X279A1_270_tsv[] = {
#embed "../../Data/x12/guides/005010X279A1-270.tsv"
}, asset_x12_guides_005010X279A1_271_tsv[] = {
#embed "../../Data/x12/guides/005010X279A1-271.tsv"
}, asset_x12_guides_005010X314_275_tsv[] = {
#embed "../../Data/x12/guides/005010X314-275.tsv"
}, asset_x12_guides_envelope_00401_tsv[] = {
#embed "../../Data/x12/guides/envelope-00401.tsv"
}, asset_x12_guides_envelope_tsv[] = {
#embed "../../Data/x12/guides/envelope.tsv"
}, asset_x12_identifying_tsv[] = {
#embed "../../Data/x12/identifying.tsv"
}, asset_x12_lists_tsv[] = {
#embed "../../Data/x12/lists.tsv"
}, asset_x12_lists_admissionsource_tsv[] = {
#embed "../../Data/x12/lists/admissionsource.tsv"
}, asset_x12_lists_admissiontype_tsv[] = {
#embed "../../Data/x12/lists/admissiontype.tsv"
}, asset_x12_lists_billtype_tsv[] = {
#embed "../../Data/x12/lists/billtype.tsv"
}, asset_x12_lists_carc_tsv[] = {
#embed "../../Data/x12/lists/carc.tsv"
}, asset_x12_lists_claimfrequency_tsv[] = {
#embed "../../Data/x12/lists/claimfrequency.tsv"
}, asset_x12_lists_claimstatus_tsv[] = {
#embed "../../Data/x12/lists/claimstatus.tsv"
}, asset_x12_lists_claimstatuscategory_tsv[] = {
#embed "../../Data/x12/lists/claimstatuscategory.tsv"
}, asset_x12_lists_condition_tsv[] = {
#embed "../../Data/x12/lists/condition.tsv"
}, asset_x12_lists_country_tsv[] = {
#embed "../../Data/x12/lists/country.tsv"
}, asset_x12_lists_currency_tsv[] = {
#embed "../../Data/x12/lists/currency.tsv"
}, asset_x12_lists_dischargestatus_tsv[] = {
#embed "../../Data/x12/lists/dischargestatus.tsv"
}, asset_x12_lists_entity_tsv[] = {
#embed "../../Data/x12/lists/entity.tsv"
}, asset_x12_lists_language_tsv[] = {
#embed "../../Data/x12/lists/language.tsv"
}, asset_x12_lists_occurrence_tsv[] = {
#embed "../../Data/x12/lists/occurrence.tsv"
}, asset_x12_lists_occurrencespan_tsv[] = {
#embed "../../Data/x12/lists/occurrencespan.tsv"
}, asset_x12_lists_pos_tsv[] = {
#embed "../../Data/x12/lists/pos.tsv"
}, asset_x12_lists_rarc_tsv[] = {
#embed "../../Data/x12/lists/rarc.tsv"
}, asset_x12_lists_revenue_tsv[] = {
#embed "../../Data/x12/lists/revenue.tsv"
}, asset_x12_lists_servicetype_tsv[] = {
#embed "../../Data/x12/lists/servicetype.tsv"
}, asset_x12_lists_state_tsv[] = {
#embed "../../Data/x12/lists/state.tsv"
}, asset_x12_lists_tooth_tsv[] = {
#embed "../../Data/x12/lists/tooth.tsv"
}, asset_x12_lists_value_tsv[] = {
#embed "../../Data/x12/lists/value.tsv"
}, asset_x12_made_up_tsv[] = {
#embed "../../Data/x12/made-up.tsv"
}, asset_x12_page_css[] = {
#embed "../../Data/x12/page.css"
}, asset_x12_qualified_lists_tsv[] = {
#embed "../../Data/x12/qualified-lists.tsv"
}, asset_x12_rules_835_tsv[] = {
#embed "../../Data/x12/rules/835.tsv"
}, asset_x12_rules_837_tsv[] = {
#embed "../../Data/x12/rules/837.tsv"
}, asset_x12_rules_eligibility_tsv[] = {
#embed "../../Data/x12/rules/eligibility.tsv"
}, asset_x12_rules_enrollment_tsv[] = {
#embed "../../Data/x12/rules/enrollment.tsv"
}, asset_x12_rules_payment_tsv[] = {
#embed "../../Data/x12/rules/payment.tsv"
}, asset_x12_rules_review_tsv[] = {
#embed "../../Data/x12/rules/review.tsv"
}, asset_x12_rules_status_tsv[] = {
#embed "../../Data/x12/rules/status.tsv"
}, asset_x12_segments_004010_tsv[] = {
#embed "../../Data/x12/segments-004010.tsv"
}, asset_x12_segments_tsv[] = {
#embed "../../Data/x12/segments.tsv"
}, asset_x12_service_dates_tsv[] = {
#embed "../../Data/x12/service-dates.tsv"
}, asset_x12_words_tsv[] = {
#embed "../../Data/x12/words.tsv"
};

static const cleanclaim_asset table[] = {
    {"access/conflicts.tsv", asset_access_conflicts_tsv, sizeof asset_access_conflicts_tsv},
    {"access/permissions.tsv", asset_access_permissions_tsv, sizeof asset_access_permissions_tsv},
    {"accounting/chart.tsv", asset_accounting_chart_tsv, sizeof asset_accounting_chart_tsv},
    {"benefits/categories.tsv", asset_benefits_categories_tsv, sizeof asset_benefits_categories_tsv},
    {"benefits/example.json", asset_benefits_example_json, sizeof asset_benefits_example_json},
    {"benefits/medicare.tsv", asset_benefits_medicare_tsv, sizeof asset_benefits_medicare_tsv},
    {"benefits/medigap.tsv", asset_benefits_medigap_tsv, sizeof asset_benefits_medigap_tsv},
    {"benefits/service-types.tsv", asset_benefits_service_types_tsv, sizeof asset_benefits_service_types_tsv},
    {"benefits/steps.tsv", asset_benefits_steps_tsv, sizeof asset_benefits_steps_tsv},
    {"billing/acknowledgement-words.tsv", asset_billing_acknowledgement_words_tsv, sizeof asset_billing_acknowledgement_words_tsv},
    {"billing/adjustments.tsv", asset_billing_adjustments_tsv, sizeof asset_billing_adjustments_tsv},
    {"billing/appeal-letters.tsv", asset_billing_appeal_letters_tsv, sizeof asset_billing_appeal_letters_tsv},
    {"billing/appeal-levels.tsv", asset_billing_appeal_levels_tsv, sizeof asset_billing_appeal_levels_tsv},
    {"billing/chart-moves.tsv", asset_billing_chart_moves_tsv, sizeof asset_billing_chart_moves_tsv},
    {"billing/chart-reasons.tsv", asset_billing_chart_reasons_tsv, sizeof asset_billing_chart_reasons_tsv},
    {"billing/example-remittance.json", asset_billing_example_remittance_json, sizeof asset_billing_example_remittance_json},
    {"billing/filing-limits.tsv", asset_billing_filing_limits_tsv, sizeof asset_billing_filing_limits_tsv},
    {"billing/later-limits.tsv", asset_billing_later_limits_tsv, sizeof asset_billing_later_limits_tsv},
    {"billing/moves.tsv", asset_billing_moves_tsv, sizeof asset_billing_moves_tsv},
    {"billing/provider-adjustments.tsv", asset_billing_provider_adjustments_tsv, sizeof asset_billing_provider_adjustments_tsv},
    {"billing/reason-groups.tsv", asset_billing_reason_groups_tsv, sizeof asset_billing_reason_groups_tsv},
    {"billing/reasons.tsv", asset_billing_reasons_tsv, sizeof asset_billing_reasons_tsv},
    {"billing/services.tsv", asset_billing_services_tsv, sizeof asset_billing_services_tsv},
    {"billing/statement-texts.tsv", asset_billing_statement_texts_tsv, sizeof asset_billing_statement_texts_tsv},
    {"billing/write-off-rules.tsv", asset_billing_write_off_rules_tsv, sizeof asset_billing_write_off_rules_tsv},
    {"billing/write-offs.tsv", asset_billing_write_offs_tsv, sizeof asset_billing_write_offs_tsv},
    {"clinical/cues.tsv", asset_clinical_cues_tsv, sizeof asset_clinical_cues_tsv},
    {"clinical/headings.tsv", asset_clinical_headings_tsv, sizeof asset_clinical_headings_tsv},
    {"clinical/lines.tsv", asset_clinical_lines_tsv, sizeof asset_clinical_lines_tsv},
    {"clinical/measures.tsv", asset_clinical_measures_tsv, sizeof asset_clinical_measures_tsv},
    {"clinical/words.tsv", asset_clinical_words_tsv, sizeof asset_clinical_words_tsv},
    {"codesets/editions.tsv", asset_codesets_editions_tsv, sizeof asset_codesets_editions_tsv},
    {"coding/ambiguous.tsv", asset_coding_ambiguous_tsv, sizeof asset_coding_ambiguous_tsv},
    {"coding/asked.tsv", asset_coding_asked_tsv, sizeof asset_coding_asked_tsv},
    {"coding/authors.tsv", asset_coding_authors_tsv, sizeof asset_coding_authors_tsv},
    {"coding/axes.tsv", asset_coding_axes_tsv, sizeof asset_coding_axes_tsv},
    {"coding/axis-names.tsv", asset_coding_axis_names_tsv, sizeof asset_coding_axis_names_tsv},
    {"coding/burns.tsv", asset_coding_burns_tsv, sizeof asset_coding_burns_tsv},
    {"coding/columns.tsv", asset_coding_columns_tsv, sizeof asset_coding_columns_tsv},
    {"coding/conflicts.tsv", asset_coding_conflicts_tsv, sizeof asset_coding_conflicts_tsv},
    {"coding/consciousness.tsv", asset_coding_consciousness_tsv, sizeof asset_coding_consciousness_tsv},
    {"coding/copied.tsv", asset_coding_copied_tsv, sizeof asset_coding_copied_tsv},
    {"coding/drug-cues.tsv", asset_coding_drug_cues_tsv, sizeof asset_coding_drug_cues_tsv},
    {"coding/drugs.tsv", asset_coding_drugs_tsv, sizeof asset_coding_drugs_tsv},
    {"coding/elements.tsv", asset_coding_elements_tsv, sizeof asset_coding_elements_tsv},
    {"coding/episodes.tsv", asset_coding_episodes_tsv, sizeof asset_coding_episodes_tsv},
    {"coding/facts.tsv", asset_coding_facts_tsv, sizeof asset_coding_facts_tsv},
    {"coding/gestation.tsv", asset_coding_gestation_tsv, sizeof asset_coding_gestation_tsv},
    {"coding/history.tsv", asset_coding_history_tsv, sizeof asset_coding_history_tsv},
    {"coding/indicators.tsv", asset_coding_indicators_tsv, sizeof asset_coding_indicators_tsv},
    {"coding/integral.tsv", asset_coding_integral_tsv, sizeof asset_coding_integral_tsv},
    {"coding/operations.tsv", asset_coding_operations_tsv, sizeof asset_coding_operations_tsv},
    {"coding/ordinary.tsv", asset_coding_ordinary_tsv, sizeof asset_coding_ordinary_tsv},
    {"coding/page.css", asset_coding_page_css, sizeof asset_coding_page_css},
    {"coding/page.js", asset_coding_page_js, sizeof asset_coding_page_js},
    {"coding/pregnancy.tsv", asset_coding_pregnancy_tsv, sizeof asset_coding_pregnancy_tsv},
    {"coding/presence.tsv", asset_coding_presence_tsv, sizeof asset_coding_presence_tsv},
    {"coding/procedure-integral.tsv", asset_coding_procedure_integral_tsv, sizeof asset_coding_procedure_integral_tsv},
    {"coding/procedure-words.tsv", asset_coding_procedure_words_tsv, sizeof asset_coding_procedure_words_tsv},
    {"coding/queries.tsv", asset_coding_queries_tsv, sizeof asset_coding_queries_tsv},
    {"coding/query-forms.tsv", asset_coding_query_forms_tsv, sizeof asset_coding_query_forms_tsv},
    {"coding/questions.tsv", asset_coding_questions_tsv, sizeof asset_coding_questions_tsv},
    {"coding/quiet.tsv", asset_coding_quiet_tsv, sizeof asset_coding_quiet_tsv},
    {"coding/reasons.tsv", asset_coding_reasons_tsv, sizeof asset_coding_reasons_tsv},
    {"coding/rewrites.tsv", asset_coding_rewrites_tsv, sizeof asset_coding_rewrites_tsv},
    {"coding/rules-injuries.tsv", asset_coding_rules_injuries_tsv, sizeof asset_coding_rules_injuries_tsv},
    {"coding/rules-pregnancy.tsv", asset_coding_rules_pregnancy_tsv, sizeof asset_coding_rules_pregnancy_tsv},
    {"coding/rules.tsv", asset_coding_rules_tsv, sizeof asset_coding_rules_tsv},
    {"coding/sequence.tsv", asset_coding_sequence_tsv, sizeof asset_coding_sequence_tsv},
    {"coding/services.tsv", asset_coding_services_tsv, sizeof asset_coding_services_tsv},
    {"coding/settings.tsv", asset_coding_settings_tsv, sizeof asset_coding_settings_tsv},
    {"coding/support.tsv", asset_coding_support_tsv, sizeof asset_coding_support_tsv},
    {"coding/terms-composed.tsv", asset_coding_terms_composed_tsv, sizeof asset_coding_terms_composed_tsv},
    {"coding/terms-general.tsv", asset_coding_terms_general_tsv, sizeof asset_coding_terms_general_tsv},
    {"coding/terms-guidelines.tsv", asset_coding_terms_guidelines_tsv, sizeof asset_coding_terms_guidelines_tsv},
    {"coding/terms-hospital.tsv", asset_coding_terms_hospital_tsv, sizeof asset_coding_terms_hospital_tsv},
    {"coding/terms-injuries.tsv", asset_coding_terms_injuries_tsv, sizeof asset_coding_terms_injuries_tsv},
    {"coding/values.tsv", asset_coding_values_tsv, sizeof asset_coding_values_tsv},
    {"coding/weights.tsv", asset_coding_weights_tsv, sizeof asset_coding_weights_tsv},
    {"conventions/guidelines.tsv", asset_conventions_guidelines_tsv, sizeof asset_conventions_guidelines_tsv},
    {"conventions/sets.tsv", asset_conventions_sets_tsv, sizeof asset_conventions_sets_tsv},
    {"coverage/frequency.tsv", asset_coverage_frequency_tsv, sizeof asset_coverage_frequency_tsv},
    {"coverage/notice-modifiers.tsv", asset_coverage_notice_modifiers_tsv, sizeof asset_coverage_notice_modifiers_tsv},
    {"coverage/notice.tsv", asset_coverage_notice_tsv, sizeof asset_coverage_notice_tsv},
    {"coverage/paragraph-cues.tsv", asset_coverage_paragraph_cues_tsv, sizeof asset_coverage_paragraph_cues_tsv},
    {"coverage/state-parts.tsv", asset_coverage_state_parts_tsv, sizeof asset_coverage_state_parts_tsv},
    {"edits/cases-conventions.ndjson", asset_edits_cases_conventions_ndjson, sizeof asset_edits_cases_conventions_ndjson},
    {"edits/cases-ncci.ndjson", asset_edits_cases_ncci_ndjson, sizeof asset_edits_cases_ncci_ndjson},
    {"edits/cases-necessity.ndjson", asset_edits_cases_necessity_ndjson, sizeof asset_edits_cases_necessity_ndjson},
    {"edits/cases-outpatient.ndjson", asset_edits_cases_outpatient_ndjson, sizeof asset_edits_cases_outpatient_ndjson},
    {"edits/cases-professional.ndjson", asset_edits_cases_professional_ndjson, sizeof asset_edits_cases_professional_ndjson},
    {"edits/cases-stays.ndjson", asset_edits_cases_stays_ndjson, sizeof asset_edits_cases_stays_ndjson},
    {"edits/catalogue-conventions.tsv", asset_edits_catalogue_conventions_tsv, sizeof asset_edits_catalogue_conventions_tsv},
    {"edits/catalogue-ncci.tsv", asset_edits_catalogue_ncci_tsv, sizeof asset_edits_catalogue_ncci_tsv},
    {"edits/catalogue-necessity.tsv", asset_edits_catalogue_necessity_tsv, sizeof asset_edits_catalogue_necessity_tsv},
    {"edits/catalogue-outpatient.tsv", asset_edits_catalogue_outpatient_tsv, sizeof asset_edits_catalogue_outpatient_tsv},
    {"edits/catalogue-professional.tsv", asset_edits_catalogue_professional_tsv, sizeof asset_edits_catalogue_professional_tsv},
    {"edits/catalogue-stays.tsv", asset_edits_catalogue_stays_tsv, sizeof asset_edits_catalogue_stays_tsv},
    {"edits/example-rules.yaml", asset_edits_example_rules_yaml, sizeof asset_edits_example_rules_yaml},
    {"edits/fixes.tsv", asset_edits_fixes_tsv, sizeof asset_edits_fixes_tsv},
    {"edits/modifier-conflicts.tsv", asset_edits_modifier_conflicts_tsv, sizeof asset_edits_modifier_conflicts_tsv},
    {"edits/ordinary-reasons.tsv", asset_edits_ordinary_reasons_tsv, sizeof asset_edits_ordinary_reasons_tsv},
    {"edits/tables/hcpc2025_jan_made-up.txt", asset_edits_tables_hcpc2025_jan_made_up_txt, sizeof asset_edits_tables_hcpc2025_jan_made_up_txt},
    {"edits/tables/made-up-aoc-v2026q3.txt", asset_edits_tables_made_up_aoc_v2026q3_txt, sizeof asset_edits_tables_made_up_aoc_v2026q3_txt},
    {"edits/tables/made-up-ccioph-v322r0-f1.txt", asset_edits_tables_made_up_ccioph_v322r0_f1_txt, sizeof asset_edits_tables_made_up_ccioph_v322r0_f1_txt},
    {"edits/tables/made-up-ccipra-v322r0-f1.txt", asset_edits_tables_made_up_ccipra_v322r0_f1_txt, sizeof asset_edits_tables_made_up_ccipra_v322r0_f1_txt},
    {"edits/tables/made-up-coverage-article.csv", asset_edits_tables_made_up_coverage_article_csv, sizeof asset_edits_tables_made_up_coverage_article_csv},
    {"edits/tables/made-up-coverage-article_x_contractor.csv", asset_edits_tables_made_up_coverage_article_x_contractor_csv, sizeof asset_edits_tables_made_up_coverage_article_x_contractor_csv},
    {"edits/tables/made-up-coverage-article_x_hcpc_code.csv", asset_edits_tables_made_up_coverage_article_x_hcpc_code_csv, sizeof asset_edits_tables_made_up_coverage_article_x_hcpc_code_csv},
    {"edits/tables/made-up-coverage-article_x_icd10_covered.csv", asset_edits_tables_made_up_coverage_article_x_icd10_covered_csv, sizeof asset_edits_tables_made_up_coverage_article_x_icd10_covered_csv},
    {"edits/tables/made-up-coverage-article_x_icd10_covered_group.csv", asset_edits_tables_made_up_coverage_article_x_icd10_covered_group_csv, sizeof asset_edits_tables_made_up_coverage_article_x_icd10_covered_group_csv},
    {"edits/tables/made-up-coverage-article_x_icd10_noncovered.csv", asset_edits_tables_made_up_coverage_article_x_icd10_noncovered_csv, sizeof asset_edits_tables_made_up_coverage_article_x_icd10_noncovered_csv},
    {"edits/tables/made-up-coverage-contractor.csv", asset_edits_tables_made_up_coverage_contractor_csv, sizeof asset_edits_tables_made_up_coverage_contractor_csv},
    {"edits/tables/made-up-coverage-contractor_jurisdiction.csv", asset_edits_tables_made_up_coverage_contractor_jurisdiction_csv, sizeof asset_edits_tables_made_up_coverage_contractor_jurisdiction_csv},
    {"edits/tables/made-up-coverage-state_lookup.csv", asset_edits_tables_made_up_coverage_state_lookup_csv, sizeof asset_edits_tables_made_up_coverage_state_lookup_csv},
    {"edits/tables/made-up-mue-dme-2026q3.csv", asset_edits_tables_made_up_mue_dme_2026q3_csv, sizeof asset_edits_tables_made_up_mue_dme_2026q3_csv},
    {"edits/tables/made-up-mue-outpatient-2026q3.csv", asset_edits_tables_made_up_mue_outpatient_2026q3_csv, sizeof asset_edits_tables_made_up_mue_outpatient_2026q3_csv},
    {"edits/tables/made-up-mue-practitioner-2026q3.csv", asset_edits_tables_made_up_mue_practitioner_2026q3_csv, sizeof asset_edits_tables_made_up_mue_practitioner_2026q3_csv},
    {"edits/tables/made-up-opps-addendum-a.txt", asset_edits_tables_made_up_opps_addendum_a_txt, sizeof asset_edits_tables_made_up_opps_addendum_a_txt},
    {"edits/tables/made-up-opps-addendum-b.txt", asset_edits_tables_made_up_opps_addendum_b_txt, sizeof asset_edits_tables_made_up_opps_addendum_b_txt},
    {"edits/tables/made-up-opps-addendum-j-complexity.txt", asset_edits_tables_made_up_opps_addendum_j_complexity_txt, sizeof asset_edits_tables_made_up_opps_addendum_j_complexity_txt},
    {"edits/tables/made-up-opps-addendum-j-ranks.txt", asset_edits_tables_made_up_opps_addendum_j_ranks_txt, sizeof asset_edits_tables_made_up_opps_addendum_j_ranks_txt},
    {"edits/tables/made-up-opps-addendum-m.txt", asset_edits_tables_made_up_opps_addendum_m_txt, sizeof asset_edits_tables_made_up_opps_addendum_m_txt},
    {"edits/tables/made-up-opps-addendum-p.txt", asset_edits_tables_made_up_opps_addendum_p_txt, sizeof asset_edits_tables_made_up_opps_addendum_p_txt},
    {"edits/tables/made-up-pprrvu.csv", asset_edits_tables_made_up_pprrvu_csv, sizeof asset_edits_tables_made_up_pprrvu_csv},
    {"elixhauser/rules.tsv", asset_elixhauser_rules_tsv, sizeof asset_elixhauser_rules_tsv},
    {"examples/delivery.json", asset_examples_delivery_json, sizeof asset_examples_delivery_json},
    {"examples/durable-equipment.json", asset_examples_durable_equipment_json, sizeof asset_examples_durable_equipment_json},
    {"examples/emergency-asthma-child.json", asset_examples_emergency_asthma_child_json, sizeof asset_examples_emergency_asthma_child_json},
    {"examples/emergency-chest-pain.json", asset_examples_emergency_chest_pain_json, sizeof asset_examples_emergency_chest_pain_json},
    {"examples/fees.json", asset_examples_fees_json, sizeof asset_examples_fees_json},
    {"examples/injury-auto-accident.json", asset_examples_injury_auto_accident_json, sizeof asset_examples_injury_auto_accident_json},
    {"examples/injury-urgent-care.json", asset_examples_injury_urgent_care_json, sizeof asset_examples_injury_urgent_care_json},
    {"examples/inpatient-hip-fracture.json", asset_examples_inpatient_hip_fracture_json, sizeof asset_examples_inpatient_hip_fracture_json},
    {"examples/office-visit.json", asset_examples_office_visit_json, sizeof asset_examples_office_visit_json},
    {"examples/outpatient-surgery.json", asset_examples_outpatient_surgery_json, sizeof asset_examples_outpatient_surgery_json},
    {"examples/screening-mammogram.json", asset_examples_screening_mammogram_json, sizeof asset_examples_screening_mammogram_json},
    {"examples/telehealth-two-payers.json", asset_examples_telehealth_two_payers_json, sizeof asset_examples_telehealth_two_payers_json},
    {"examples/visit-without-codes.json", asset_examples_visit_without_codes_json, sizeof asset_examples_visit_without_codes_json},
    {"examples/wrong-both-diabetes-types.json", asset_examples_wrong_both_diabetes_types_json, sizeof asset_examples_wrong_both_diabetes_types_json},
    {"examples/wrong-injury-codes.json", asset_examples_wrong_injury_codes_json, sizeof asset_examples_wrong_injury_codes_json},
    {"findings/words.tsv", asset_findings_words_tsv, sizeof asset_findings_words_tsv},
    {"hcc/bands.tsv", asset_hcc_bands_tsv, sizeof asset_hcc_bands_tsv},
    {"hcc/bill-types.tsv", asset_hcc_bill_types_tsv, sizeof asset_hcc_bill_types_tsv},
    {"hcc/dropped.tsv", asset_hcc_dropped_tsv, sizeof asset_hcc_dropped_tsv},
    {"hcc/groups.tsv", asset_hcc_groups_tsv, sizeof asset_hcc_groups_tsv},
    {"hcc/models.tsv", asset_hcc_models_tsv, sizeof asset_hcc_models_tsv},
    {"hcc/segments.tsv", asset_hcc_segments_tsv, sizeof asset_hcc_segments_tsv},
    {"hcc/variables.tsv", asset_hcc_variables_tsv, sizeof asset_hcc_variables_tsv},
    {"lexicon/parts.tsv", asset_lexicon_parts_tsv, sizeof asset_lexicon_parts_tsv},
    {"lexicon/prior.tsv", asset_lexicon_prior_tsv, sizeof asset_lexicon_prior_tsv},
    {"lexicon/roles.tsv", asset_lexicon_roles_tsv, sizeof asset_lexicon_roles_tsv},
    {"lexicon/synonyms.tsv", asset_lexicon_synonyms_tsv, sizeof asset_lexicon_synonyms_tsv},
    {"msdrg/page.css", asset_msdrg_page_css, sizeof asset_msdrg_page_css},
    {"msdrg/principal.tsv", asset_msdrg_principal_tsv, sizeof asset_msdrg_principal_tsv},
    {"ncci/modifiers.tsv", asset_ncci_modifiers_tsv, sizeof asset_ncci_modifiers_tsv},
    {"opps/edits.tsv", asset_opps_edits_tsv, sizeof asset_opps_edits_tsv},
    {"opps/revenue.tsv", asset_opps_revenue_tsv, sizeof asset_opps_revenue_tsv},
    {"opps/roles.tsv", asset_opps_roles_tsv, sizeof asset_opps_roles_tsv},
    {"opps/rules.tsv", asset_opps_rules_tsv, sizeof asset_opps_rules_tsv},
    {"people/given-names.tsv", asset_people_given_names_tsv, sizeof asset_people_given_names_tsv},
    {"pricing/example-contract.yaml", asset_pricing_example_contract_yaml, sizeof asset_pricing_example_contract_yaml},
    {"pricing/global-tests.tsv", asset_pricing_global_tests_tsv, sizeof asset_pricing_global_tests_tsv},
    {"pricing/hospital.json", asset_pricing_hospital_json, sizeof asset_pricing_hospital_json},
    {"pricing/ipps-terms.tsv", asset_pricing_ipps_terms_tsv, sizeof asset_pricing_ipps_terms_tsv},
    {"pricing/opps-status.tsv", asset_pricing_opps_status_tsv, sizeof asset_pricing_opps_status_tsv},
    {"pricing/opps-terms.tsv", asset_pricing_opps_terms_tsv, sizeof asset_pricing_opps_terms_tsv},
    {"pricing/opps-years.tsv", asset_pricing_opps_years_tsv, sizeof asset_pricing_opps_years_tsv},
    {"pricing/outcomes.tsv", asset_pricing_outcomes_tsv, sizeof asset_pricing_outcomes_tsv},
    {"pricing/outpatient-hospital.json", asset_pricing_outpatient_hospital_json, sizeof asset_pricing_outpatient_hospital_json},
    {"pricing/places.tsv", asset_pricing_places_tsv, sizeof asset_pricing_places_tsv},
    {"pricing/professional-terms.tsv", asset_pricing_professional_terms_tsv, sizeof asset_pricing_professional_terms_tsv},
    {"pricing/visits.tsv", asset_pricing_visits_tsv, sizeof asset_pricing_visits_tsv},
    {"sources.json", asset_sources_json, sizeof asset_sources_json},
    {"visits/data.tsv", asset_visits_data_tsv, sizeof asset_visits_data_tsv},
    {"visits/exception.tsv", asset_visits_exception_tsv, sizeof asset_visits_exception_tsv},
    {"visits/preventive.tsv", asset_visits_preventive_tsv, sizeof asset_visits_preventive_tsv},
    {"visits/problems.tsv", asset_visits_problems_tsv, sizeof asset_visits_problems_tsv},
    {"visits/prolonged.tsv", asset_visits_prolonged_tsv, sizeof asset_visits_prolonged_tsv},
    {"visits/risk.tsv", asset_visits_risk_tsv, sizeof asset_visits_risk_tsv},
    {"visits/same-day.tsv", asset_visits_same_day_tsv, sizeof asset_visits_same_day_tsv},
    {"visits/services.tsv", asset_visits_services_tsv, sizeof asset_visits_services_tsv},
    {"web/account-own.mustache", asset_web_account_own_mustache, sizeof asset_web_account_own_mustache},
    {"web/app.css", asset_web_app_css, sizeof asset_web_app_css},
    {"web/app.js", asset_web_app_js, sizeof asset_web_app_js},
    {"web/appeal.mustache", asset_web_appeal_mustache, sizeof asset_web_appeal_mustache},
    {"web/appeals.mustache", asset_web_appeals_mustache, sizeof asset_web_appeals_mustache},
    {"web/audit-verified.mustache", asset_web_audit_verified_mustache, sizeof asset_web_audit_verified_mustache},
    {"web/audit.mustache", asset_web_audit_mustache, sizeof asset_web_audit_mustache},
    {"web/backups.mustache", asset_web_backups_mustache, sizeof asset_web_backups_mustache},
    {"web/batch.mustache", asset_web_batch_mustache, sizeof asset_web_batch_mustache},
    {"web/batches.mustache", asset_web_batches_mustache, sizeof asset_web_batches_mustache},
    {"web/chart-grouping.mustache", asset_web_chart_grouping_mustache, sizeof asset_web_chart_grouping_mustache},
    {"web/chart-reading.mustache", asset_web_chart_reading_mustache, sizeof asset_web_chart_reading_mustache},
    {"web/chart.mustache", asset_web_chart_mustache, sizeof asset_web_chart_mustache},
    {"web/charts.mustache", asset_web_charts_mustache, sizeof asset_web_charts_mustache},
    {"web/claim-form.mustache", asset_web_claim_form_mustache, sizeof asset_web_claim_form_mustache},
    {"web/claim.mustache", asset_web_claim_mustache, sizeof asset_web_claim_mustache},
    {"web/claims.mustache", asset_web_claims_mustache, sizeof asset_web_claims_mustache},
    {"web/code-build.mustache", asset_web_code_build_mustache, sizeof asset_web_code_build_mustache},
    {"web/code-entry.mustache", asset_web_code_entry_mustache, sizeof asset_web_code_entry_mustache},
    {"web/code-guide.mustache", asset_web_code_guide_mustache, sizeof asset_web_code_guide_mustache},
    {"web/code-tree.mustache", asset_web_code_tree_mustache, sizeof asset_web_code_tree_mustache},
    {"web/code-ways.mustache", asset_web_code_ways_mustache, sizeof asset_web_code_ways_mustache},
    {"web/code.mustache", asset_web_code_mustache, sizeof asset_web_code_mustache},
    {"web/codes-started.mustache", asset_web_codes_started_mustache, sizeof asset_web_codes_started_mustache},
    {"web/codes.mustache", asset_web_codes_mustache, sizeof asset_web_codes_mustache},
    {"web/denial.mustache", asset_web_denial_mustache, sizeof asset_web_denial_mustache},
    {"web/denials.mustache", asset_web_denials_mustache, sizeof asset_web_denials_mustache},
    {"web/em.mustache", asset_web_em_mustache, sizeof asset_web_em_mustache},
    {"web/exceptions.mustache", asset_web_exceptions_mustache, sizeof asset_web_exceptions_mustache},
    {"web/figures.mustache", asset_web_figures_mustache, sizeof asset_web_figures_mustache},
    {"web/guidelines.mustache", asset_web_guidelines_mustache, sizeof asset_web_guidelines_mustache},
    {"web/home.mustache", asset_web_home_mustache, sizeof asset_web_home_mustache},
    {"web/key.mustache", asset_web_key_mustache, sizeof asset_web_key_mustache},
    {"web/keys.mustache", asset_web_keys_mustache, sizeof asset_web_keys_mustache},
    {"web/layout.mustache", asset_web_layout_mustache, sizeof asset_web_layout_mustache},
    {"web/login.mustache", asset_web_login_mustache, sizeof asset_web_login_mustache},
    {"web/message.mustache", asset_web_message_mustache, sizeof asset_web_message_mustache},
    {"web/password.mustache", asset_web_password_mustache, sizeof asset_web_password_mustache},
    {"web/patient.mustache", asset_web_patient_mustache, sizeof asset_web_patient_mustache},
    {"web/patients.mustache", asset_web_patients_mustache, sizeof asset_web_patients_mustache},
    {"web/payers.mustache", asset_web_payers_mustache, sizeof asset_web_payers_mustache},
    {"web/providers.mustache", asset_web_providers_mustache, sizeof asset_web_providers_mustache},
    {"web/queries.mustache", asset_web_queries_mustache, sizeof asset_web_queries_mustache},
    {"web/refused.mustache", asset_web_refused_mustache, sizeof asset_web_refused_mustache},
    {"web/remittance.mustache", asset_web_remittance_mustache, sizeof asset_web_remittance_mustache},
    {"web/remittances.mustache", asset_web_remittances_mustache, sizeof asset_web_remittances_mustache},
    {"web/statement.mustache", asset_web_statement_mustache, sizeof asset_web_statement_mustache},
    {"web/statements.mustache", asset_web_statements_mustache, sizeof asset_web_statements_mustache},
    {"web/styleguide.mustache", asset_web_styleguide_mustache, sizeof asset_web_styleguide_mustache},
    {"web/system.mustache", asset_web_system_mustache, sizeof asset_web_system_mustache},
    {"web/users.mustache", asset_web_users_mustache, sizeof asset_web_users_mustache},
    {"web/write-offs.mustache", asset_web_write_offs_mustache, sizeof asset_web_write_offs_mustache},
    {"x12/claim-acknowledgement.tsv", asset_x12_claim_acknowledgement_tsv, sizeof asset_x12_claim_acknowledgement_tsv},
    {"x12/codes.tsv", asset_x12_codes_tsv, sizeof asset_x12_codes_tsv},
    {"x12/elements-004010.tsv", asset_x12_elements_004010_tsv, sizeof asset_x12_elements_004010_tsv},
    {"x12/elements.tsv", asset_x12_elements_tsv, sizeof asset_x12_elements_tsv},
    {"x12/guides.tsv", asset_x12_guides_tsv, sizeof asset_x12_guides_tsv},
    {"x12/guides/004010-997.tsv", asset_x12_guides_004010_997_tsv, sizeof asset_x12_guides_004010_997_tsv},
    {"x12/guides/004010X061A1.tsv", asset_x12_guides_004010X061A1_tsv, sizeof asset_x12_guides_004010X061A1_tsv},
    {"x12/guides/004010X091A1.tsv", asset_x12_guides_004010X091A1_tsv, sizeof asset_x12_guides_004010X091A1_tsv},
    {"x12/guides/004010X092A1-270.tsv", asset_x12_guides_004010X092A1_270_tsv, sizeof asset_x12_guides_004010X092A1_270_tsv},
    {"x12/guides/004010X092A1-271.tsv", asset_x12_guides_004010X092A1_271_tsv, sizeof asset_x12_guides_004010X092A1_271_tsv},
    {"x12/guides/004010X093A1-276.tsv", asset_x12_guides_004010X093A1_276_tsv, sizeof asset_x12_guides_004010X093A1_276_tsv},
    {"x12/guides/004010X093A1-277.tsv", asset_x12_guides_004010X093A1_277_tsv, sizeof asset_x12_guides_004010X093A1_277_tsv},
    {"x12/guides/004010X094A1-278-request.tsv", asset_x12_guides_004010X094A1_278_request_tsv, sizeof asset_x12_guides_004010X094A1_278_request_tsv},
    {"x12/guides/004010X094A1-278-response.tsv", asset_x12_guides_004010X094A1_278_response_tsv, sizeof asset_x12_guides_004010X094A1_278_response_tsv},
    {"x12/guides/004010X095A1.tsv", asset_x12_guides_004010X095A1_tsv, sizeof asset_x12_guides_004010X095A1_tsv},
    {"x12/guides/004010X096A1.tsv", asset_x12_guides_004010X096A1_tsv, sizeof asset_x12_guides_004010X096A1_tsv},
    {"x12/guides/004010X097A1.tsv", asset_x12_guides_004010X097A1_tsv, sizeof asset_x12_guides_004010X097A1_tsv},
    {"x12/guides/004010X098A1.tsv", asset_x12_guides_004010X098A1_tsv, sizeof asset_x12_guides_004010X098A1_tsv},
    {"x12/guides/005010X186A1.tsv", asset_x12_guides_005010X186A1_tsv, sizeof asset_x12_guides_005010X186A1_tsv},
    {"x12/guides/005010X212-276.tsv", asset_x12_guides_005010X212_276_tsv, sizeof asset_x12_guides_005010X212_276_tsv},
    {"x12/guides/005010X212-277.tsv", asset_x12_guides_005010X212_277_tsv, sizeof asset_x12_guides_005010X212_277_tsv},
    {"x12/guides/005010X214.tsv", asset_x12_guides_005010X214_tsv, sizeof asset_x12_guides_005010X214_tsv},
    {"x12/guides/005010X215-278-inquiry.tsv", asset_x12_guides_005010X215_278_inquiry_tsv, sizeof asset_x12_guides_005010X215_278_inquiry_tsv},
    {"x12/guides/005010X215-278-response.tsv", asset_x12_guides_005010X215_278_response_tsv, sizeof asset_x12_guides_005010X215_278_response_tsv},
    {"x12/guides/005010X217-278-request.tsv", asset_x12_guides_005010X217_278_request_tsv, sizeof asset_x12_guides_005010X217_278_request_tsv},
    {"x12/guides/005010X217-278-response.tsv", asset_x12_guides_005010X217_278_response_tsv, sizeof asset_x12_guides_005010X217_278_response_tsv},
    {"x12/guides/005010X218.tsv", asset_x12_guides_005010X218_tsv, sizeof asset_x12_guides_005010X218_tsv},
    {"x12/guides/005010X220A1.tsv", asset_x12_guides_005010X220A1_tsv, sizeof asset_x12_guides_005010X220A1_tsv},
    {"x12/guides/005010X221A1.tsv", asset_x12_guides_005010X221A1_tsv, sizeof asset_x12_guides_005010X221A1_tsv},
    {"x12/guides/005010X222A1.tsv", asset_x12_guides_005010X222A1_tsv, sizeof asset_x12_guides_005010X222A1_tsv},
    {"x12/guides/005010X223A2.tsv", asset_x12_guides_005010X223A2_tsv, sizeof asset_x12_guides_005010X223A2_tsv},
    {"x12/guides/005010X224A2.tsv", asset_x12_guides_005010X224A2_tsv, sizeof asset_x12_guides_005010X224A2_tsv},
    {"x12/guides/005010X230-997.tsv", asset_x12_guides_005010X230_997_tsv, sizeof asset_x12_guides_005010X230_997_tsv},
    {"x12/guides/005010X231A1.tsv", asset_x12_guides_005010X231A1_tsv, sizeof asset_x12_guides_005010X231A1_tsv},
    {"x12/guides/005010X279A1-270.tsv", asset_x12_guides_005010X279A1_270_tsv, sizeof asset_x12_guides_005010X279A1_270_tsv},
    {"x12/guides/005010X279A1-271.tsv", asset_x12_guides_005010X279A1_271_tsv, sizeof asset_x12_guides_005010X279A1_271_tsv},
    {"x12/guides/005010X314-275.tsv", asset_x12_guides_005010X314_275_tsv, sizeof asset_x12_guides_005010X314_275_tsv},
    {"x12/guides/envelope-00401.tsv", asset_x12_guides_envelope_00401_tsv, sizeof asset_x12_guides_envelope_00401_tsv},
    {"x12/guides/envelope.tsv", asset_x12_guides_envelope_tsv, sizeof asset_x12_guides_envelope_tsv},
    {"x12/identifying.tsv", asset_x12_identifying_tsv, sizeof asset_x12_identifying_tsv},
    {"x12/lists.tsv", asset_x12_lists_tsv, sizeof asset_x12_lists_tsv},
    {"x12/lists/admissionsource.tsv", asset_x12_lists_admissionsource_tsv, sizeof asset_x12_lists_admissionsource_tsv},
    {"x12/lists/admissiontype.tsv", asset_x12_lists_admissiontype_tsv, sizeof asset_x12_lists_admissiontype_tsv},
    {"x12/lists/billtype.tsv", asset_x12_lists_billtype_tsv, sizeof asset_x12_lists_billtype_tsv},
    {"x12/lists/carc.tsv", asset_x12_lists_carc_tsv, sizeof asset_x12_lists_carc_tsv},
    {"x12/lists/claimfrequency.tsv", asset_x12_lists_claimfrequency_tsv, sizeof asset_x12_lists_claimfrequency_tsv},
    {"x12/lists/claimstatus.tsv", asset_x12_lists_claimstatus_tsv, sizeof asset_x12_lists_claimstatus_tsv},
    {"x12/lists/claimstatuscategory.tsv", asset_x12_lists_claimstatuscategory_tsv, sizeof asset_x12_lists_claimstatuscategory_tsv},
    {"x12/lists/condition.tsv", asset_x12_lists_condition_tsv, sizeof asset_x12_lists_condition_tsv},
    {"x12/lists/country.tsv", asset_x12_lists_country_tsv, sizeof asset_x12_lists_country_tsv},
    {"x12/lists/currency.tsv", asset_x12_lists_currency_tsv, sizeof asset_x12_lists_currency_tsv},
    {"x12/lists/dischargestatus.tsv", asset_x12_lists_dischargestatus_tsv, sizeof asset_x12_lists_dischargestatus_tsv},
    {"x12/lists/entity.tsv", asset_x12_lists_entity_tsv, sizeof asset_x12_lists_entity_tsv},
    {"x12/lists/language.tsv", asset_x12_lists_language_tsv, sizeof asset_x12_lists_language_tsv},
    {"x12/lists/occurrence.tsv", asset_x12_lists_occurrence_tsv, sizeof asset_x12_lists_occurrence_tsv},
    {"x12/lists/occurrencespan.tsv", asset_x12_lists_occurrencespan_tsv, sizeof asset_x12_lists_occurrencespan_tsv},
    {"x12/lists/pos.tsv", asset_x12_lists_pos_tsv, sizeof asset_x12_lists_pos_tsv},
    {"x12/lists/rarc.tsv", asset_x12_lists_rarc_tsv, sizeof asset_x12_lists_rarc_tsv},
    {"x12/lists/revenue.tsv", asset_x12_lists_revenue_tsv, sizeof asset_x12_lists_revenue_tsv},
    {"x12/lists/servicetype.tsv", asset_x12_lists_servicetype_tsv, sizeof asset_x12_lists_servicetype_tsv},
    {"x12/lists/state.tsv", asset_x12_lists_state_tsv, sizeof asset_x12_lists_state_tsv},
    {"x12/lists/tooth.tsv", asset_x12_lists_tooth_tsv, sizeof asset_x12_lists_tooth_tsv},
    {"x12/lists/value.tsv", asset_x12_lists_value_tsv, sizeof asset_x12_lists_value_tsv},
    {"x12/made-up.tsv", asset_x12_made_up_tsv, sizeof asset_x12_made_up_tsv},
    {"x12/page.css", asset_x12_page_css, sizeof asset_x12_page_css},
    {"x12/qualified-lists.tsv", asset_x12_qualified_lists_tsv, sizeof asset_x12_qualified_lists_tsv},
    {"x12/rules/835.tsv", asset_x12_rules_835_tsv, sizeof asset_x12_rules_835_tsv},
    {"x12/rules/837.tsv", asset_x12_rules_837_tsv, sizeof asset_x12_rules_837_tsv},
    {"x12/rules/eligibility.tsv", asset_x12_rules_eligibility_tsv, sizeof asset_x12_rules_eligibility_tsv},
    {"x12/rules/enrollment.tsv", asset_x12_rules_enrollment_tsv, sizeof asset_x12_rules_enrollment_tsv},
    {"x12/rules/payment.tsv", asset_x12_rules_payment_tsv, sizeof asset_x12_rules_payment_tsv},
    {"x12/rules/review.tsv", asset_x12_rules_review_tsv, sizeof asset_x12_rules_review_tsv},
    {"x12/rules/status.tsv", asset_x12_rules_status_tsv, sizeof asset_x12_rules_status_tsv},
    {"x12/segments-004010.tsv", asset_x12_segments_004010_tsv, sizeof asset_x12_segments_004010_tsv},
    {"x12/segments.tsv", asset_x12_segments_tsv, sizeof asset_x12_segments_tsv},
    {"x12/service-dates.tsv", asset_x12_service_dates_tsv, sizeof asset_x12_service_dates_tsv},
    {"x12/words.tsv", asset_x12_words_tsv, sizeof asset_x12_words_tsv},
};

const cleanclaim_asset *const cleanclaim_assets = table;
const size_t cleanclaim_assets_count = sizeof table / sizeof table[0];
