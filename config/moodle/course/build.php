<?php
// Makes the ready course on a Moodle and writes its backup: php build.php MOODLE_FOLDER < course.json > course.mbz
// What to make comes from tests/build_course.py; the Moodle is a trial one, and the course is deleted again.

define('CLI_SCRIPT', true);
require($argv[1] . '/config.php');
require_once($CFG->dirroot . '/course/modlib.php');
require_once($CFG->dirroot . '/group/lib.php');
require_once($CFG->dirroot . '/mod/data/lib.php');
require_once($CFG->dirroot . '/mod/feedback/lib.php');
require_once($CFG->dirroot . '/backup/util/includes/backup_includes.php');

\core\session\manager::set_user(get_admin());
$CFG->enablecompletion = 1;

const NAMED = 2; // FEEDBACK_ANONYMOUS_NO
const SEPARATE = 1; // SEPARATEGROUPS
const BY_HAND = 1; // COMPLETION_TRACKING_MANUAL
const BY_ITSELF = 2; // COMPLETION_TRACKING_AUTOMATIC

function course(object $told): object {
    $made = create_course((object) [
        'shortname' => $told->shortname, 'fullname' => $told->fullname, 'category' => 1,
        'summary' => $told->summary, 'summaryformat' => FORMAT_HTML, 'format' => 'topics',
        'numsections' => count($told->sections), 'enablecompletion' => 1, 'newsitems' => 0,
        'groupmode' => SEPARATE, 'startdate' => moment($told->starts_on), 'enddate' => moment($told->ends_on),
        'showreports' => 0,
    ]);
    groups_create_grouping((object) ['courseid' => $made->id, 'name' => $told->grouping]);
    return $made;
}

function moment(string $day): int {
    return (new DateTime($day, core_date::get_server_timezone_object()))->getTimestamp();
}

function add(object $course, int $section, string $module, object $told, array $more): object {
    global $DB;
    return add_moduleinfo((object) ($more + [
        'modulename' => $module, 'module' => $DB->get_field('modules', 'id', ['name' => $module]),
        'name' => $told->name, 'course' => $course->id, 'section' => $section, 'visible' => 1,
        'cmidnumber' => $told->idnumber, 'availability' => null, 'showdescription' => (int) ($told->kind === 'survey'),
        'introeditor' => ['text' => $told->intro ?? '', 'format' => FORMAT_HTML, 'itemid' => 0],
        'groupmode' => empty($told->groups) ? NOGROUPS : SEPARATE, 'groupingid' => 0,
        'completion' => empty($told->completion) ? 0 : BY_HAND, 'completionexpected' => 0,
    ]), $course);
}

function page(object $course, int $section, object $told): void {
    add($course, $section, 'page', $told, [
        'content' => $told->content, 'contentformat' => FORMAT_HTML, 'display' => 5,
        'printintro' => 0, 'printlastmodified' => 0,
    ]);
}

function assignment(object $course, int $section, object $told): void {
    add($course, $section, 'assign', $told, [
        'grade' => $told->points ?? 0, 'submissiondrafts' => 0, 'requiresubmissionstatement' => 0,
        'sendnotifications' => 0, 'sendlatenotifications' => 0, 'sendstudentnotifications' => 0,
        'duedate' => 0, 'allowsubmissionsfromdate' => 0, 'cutoffdate' => 0, 'gradingduedate' => 0,
        'teamsubmission' => (int) !empty($told->team), 'requireallteammemberssubmit' => 0,
        'teamsubmissiongroupingid' => 0, 'preventsubmissionnotingroup' => (int) !empty($told->team),
        'blindmarking' => 0, 'markingworkflow' => 0, 'markingallocation' => 0,
        'attemptreopenmethod' => 'none', 'maxattempts' => -1, 'alwaysshowdescription' => 1,
        'assignsubmission_onlinetext_enabled' => (int) !empty($told->text),
        'assignsubmission_file_enabled' => 0, 'assignfeedback_comments_enabled' => 1,
    ]);
}

function forum(object $course, int $section, object $told, string $type = 'general'): void {
    add($course, $section, 'forum', $told, [
        'type' => $type, 'forcesubscribe' => FORUM_INITIALSUBSCRIBE, 'trackingtype' => 1,
        'maxattachments' => 9, 'maxbytes' => 0, 'grade_forum' => 0, 'assessed' => 0, 'scale' => 0,
        'duedate' => 0, 'cutoffdate' => 0, 'displaywordcount' => 0,
    ]);
}

function wiki(object $course, int $section, object $told): void {
    add($course, $section, 'wiki', $told, [
        'firstpagetitle' => $told->first_page, 'wikimode' => 'collaborative', 'defaultformat' => 'html',
        'forceformat' => 1, 'editbegin' => 0, 'editend' => 0,
    ]);
}

function journal(object $course, int $section, object $told): void {
    global $DB;
    $module = add($course, $section, 'data', $told, [
        'approval' => 0, 'manageapproved' => 0, 'comments' => 1, 'requiredentries' => 0,
        'requiredentriestoview' => 0, 'maxentries' => 0, 'timeavailablefrom' => 0,
        'timeavailableto' => 0, 'timeviewfrom' => 0, 'timeviewto' => 0, 'assessed' => 0, 'scale' => 0,
    ]);
    $data = $DB->get_record('data', ['id' => $module->instance], '*', MUST_EXIST);
    foreach ($told->fields as $field) {
        $made = data_get_field_new($field->kind, $data);
        $made->define_field((object) [
            'name' => $field->name, 'description' => $field->description,
            'required' => (int) !empty($field->required), 'param1' => implode("\n", $field->options ?? []),
        ]);
        $made->insert_field();
    }
}

function survey(object $course, int $section, object $told): void {
    global $DB;
    $module = add($course, $section, 'feedback', $told, [
        'anonymous' => NAMED, 'multiple_submit' => 0, 'email_notification' => 0, 'autonumbering' => 1,
        'publish_stats' => 0, 'site_after_submit' => '', 'page_after_submit' => '', 'timeopen' => 0, 'timeclose' => 0,
        'page_after_submit_editor' => ['text' => '', 'format' => FORMAT_HTML, 'itemid' => 0],
        'completion' => BY_ITSELF, 'completionsubmit' => 1,
    ]);
    feedback_load_feedback_items();
    foreach ((new SimpleXMLElement($told->questions))->ITEMS->ITEM as $item) {
        question($module->instance, $item);
    }
    if (!empty($told->staff)) {
        $role = $DB->get_field('role', 'id', ['shortname' => 'editingteacher'], MUST_EXIST);
        $where = context_module::instance($module->coursemodule);
        assign_capability('mod/feedback:complete', CAP_ALLOW, $role, $where->id);
    }
}

function question(int $feedback, SimpleXMLElement $item): void {
    global $DB;
    $class = "feedback_item_{$item['TYPE']}";
    $DB->insert_record('feedback_item', (object) [
        'feedback' => $feedback, 'template' => 0, 'typ' => (string) $item['TYPE'],
        'name' => trim($item->ITEMTEXT), 'label' => trim($item->ITEMLABEL),
        'presentation' => trim($item->PRESENTATION), 'options' => trim($item->OPTIONS),
        'required' => (int) $item['REQUIRED'], 'hasvalue' => (new $class())->get_hasvalue(),
        'position' => 1 + $DB->count_records('feedback_item', ['feedback' => $feedback]),
        'dependitem' => 0, 'dependvalue' => '',
    ]);
}

function backup(object $course): string {
    $made = new backup_controller(backup::TYPE_1COURSE, $course->id, backup::FORMAT_MOODLE,
        backup::INTERACTIVE_YES, backup::MODE_GENERAL, get_admin()->id);
    $settings = $made->get_plan()->get_settings();
    $without = ['users', 'blocks', 'filters', 'badges', 'calendarevents', 'questionbank', 'contentbankcontent'];
    foreach (array_intersect($without, array_keys($settings)) as $name) {
        $settings[$name]->set_value(0);
    }
    $made->finish_ui();
    $made->execute_plan();
    $file = $made->get_results()['backup_destination'];
    $content = $file->get_content();
    $file->delete();
    $made->destroy();
    return $content;
}

$told = json_decode(stream_get_contents(STDIN));
$course = course($told);
ob_start();
try {
    forum($course, 0, (object) ['kind' => 'forum', 'name' => $told->announcements, 'idnumber' => 'mentoring-news'], 'news');
    foreach ($told->sections as $place => $section) {
        foreach ($section->activities as $activity) {
            ($activity->kind)($course, $place + 1, $activity);
        }
        course_update_section($course, get_fast_modinfo($course)->get_section_info($place + 1),
            ['name' => $section->name, 'visible' => (int) empty($section->hidden)]);
    }
    $content = backup($course);
} finally {
    delete_course($course, false);
    ob_end_clean();
}
echo $content;
